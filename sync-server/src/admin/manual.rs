//! `completions` and `man`: the generated help for the command line.

use std::path::Path;

use clap::Command;
use clap_complete::Shell;

use super::error::AdminError;

/// The completions of a shell, to be sourced or installed.
pub(super) fn completions(mut command: Command, shell: Shell) -> Vec<String> {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name, &mut script);
    vec![String::from_utf8_lossy(&script).trim_end().to_owned()]
}

/// Writes a page for each command into an existing folder.
pub(super) fn pages(command: Command, folder: &Path) -> Result<Vec<String>, AdminError> {
    clap_mangen::generate_to(command, folder).map_err(|error| AdminError::Manual {
        folder: folder.to_owned(),
        error,
    })?;
    Ok(vec![format!("written into {}", folder.display())])
}
