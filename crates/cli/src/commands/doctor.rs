//! `doctor`: what support asks first.

use register::Register;
use register::view::CheckState;

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Runs all checks; fails when one of them does.
pub(crate) fn run(global: &Global) -> Result<CommandOutput, CliError> {
    let findings = opening::read(global, Register::doctor)?;
    let lines: Vec<String> = findings
        .checks
        .iter()
        .map(|check| {
            let state = match check.state {
                CheckState::Ok => "ok",
                CheckState::Warning => "look",
                CheckState::Failed => "FAILED",
            };
            format!("{state:<7} {:<22} {}", check.name, check.detail)
        })
        .collect();
    Ok(CommandOutput::new(&findings, lines.join("\n")).failed_unless(findings.ok))
}
