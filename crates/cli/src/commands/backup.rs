//! `backup`: a verified copy of the ledger.

use std::path::Path;

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Writes the copy and checks it.
pub(crate) fn run(global: &Global, file: &Path) -> Result<CommandOutput, CliError> {
    let backup = opening::open(global)?.backup(file)?;
    let mut text = format!(
        "{} holds {} entries, verified.",
        backup.path, backup.entries
    );
    if !backup.has_recovery_code {
        text.push_str(
            "\nIt opens with this computer's key only. Make a code first: kasaproctl recovery-code new",
        );
    }
    Ok(CommandOutput::new(&backup, text))
}
