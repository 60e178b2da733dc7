//! `backup`: a verified copy of the ledger.

use std::path::Path;

use crate::args::Cli;
use crate::failure::Failure;
use crate::opening;
use crate::output::Document;

/// Writes the copy and checks it.
pub(super) fn run(cli: &Cli, file: &Path) -> Result<Document, Failure> {
    let backup = opening::open(cli)?.backup(file)?;
    let text = format!(
        "{} holds {} entries, verified.",
        backup.path, backup.entries
    );
    Ok(Document::new(&backup, text))
}
