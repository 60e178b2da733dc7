//! `completions` and `man`: what the command line says about itself.

use std::path::Path;

use clap::Command;
use clap_complete::Shell;

use crate::error::CliError;
use crate::output::CommandOutput;

/// The completions of a shell, to be sourced or installed.
pub(crate) fn completions(mut command: Command, shell: Shell) -> CommandOutput {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name, &mut script);
    let script = String::from_utf8_lossy(&script);
    CommandOutput::new(&script, script.trim_end())
}

/// A page for each command, in a folder that is there.
pub(crate) fn pages(command: Command, folder: &Path) -> Result<CommandOutput, CliError> {
    clap_mangen::generate_to(command, folder).map_err(|error| CliError::file(folder, error))?;
    let place = folder.display().to_string();
    Ok(CommandOutput::new(
        &place,
        format_args!("written into {place}"),
    ))
}
