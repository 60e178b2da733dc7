//! `backup`: a verified copy of the ledger.

use std::path::Path;

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Writes the copy and checks it.
pub(crate) fn run(global: &Global, file: &Path) -> Result<CommandOutput, CliError> {
    let backup = opening::open(global)?.backup(file)?;
    let text = format!(
        "{} holds {} entries, verified.",
        backup.path, backup.entries
    );
    Ok(CommandOutput::new(&backup, text))
}
