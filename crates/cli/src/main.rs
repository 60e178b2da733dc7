//! `kasaproctl`: the use cases of a register without a window, for support, scripts and tests.
//!
//! Each command opens the register, makes one call or a few, prints one document and ends. There is
//! no business rule here: what the window may not do, this may not do either.

mod amount;
mod args;
mod column_map;
mod commands;
mod error;
mod global;
mod opening;
mod output;
mod secret;
mod stream;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::CommandLine;
use error::CliError;
use output::Console;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let cli = match CommandLine::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse_usage(&error, arguments.iter().any(|word| word == "--json")),
    };
    // What the window of the same shop does not write to.
    register::note_panics_in(opening::data_dir(&cli.global).join("logs/kasaproctl.log"));
    let output = Console::new(cli.global.json);
    match cli.run() {
        Ok(document) => output.document(&document),
        Err(failure) => output.failure(&failure),
    }
}

/// Reports a wrong command line: in clap's words, or as a document for a script.
fn refuse_usage(error: &clap::Error, json: bool) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if json && !asked {
        let message = error.render().to_string();
        return Console::new(true).failure(&CliError::usage(message.trim()));
    }
    // Writing to a closed pipe fails. Nobody reads it then, so the error is dropped.
    error.print().ok();
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}
