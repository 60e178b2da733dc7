//! `doctor`: what support asks first.

use register::view::CheckState;

use crate::args::Cli;
use crate::failure::Failure;
use crate::opening;
use crate::output::Document;

/// Runs all checks; fails when one of them does.
pub(super) fn run(cli: &Cli) -> Result<Document, Failure> {
    let findings = opening::open(cli)?.doctor()?;
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
    Ok(Document::new(&findings, lines.join("\n")).failed_unless(findings.ok))
}
