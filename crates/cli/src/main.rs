//! `kasaproctl`: the use cases of a register without a window, for support, scripts and tests.
//!
//! Each command opens the register, makes one call or a few, prints one document and ends. It holds no
//! business rule: what the window may not do, this may not do either.

mod amount;
mod args;
mod commands;
mod failure;
mod opening;
mod output;
mod stream;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::Cli;
use failure::Failure;
use output::Output;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse_usage(&error, arguments.iter().any(|word| word == "--json")),
    };
    let output = Output::new(cli.json);
    match commands::run(&cli) {
        Ok(document) => output.document(&document),
        Err(failure) => output.failure(&failure),
    }
}

/// Wrong words on the command line: as clap says it, or as a document for a script.
fn refuse_usage(error: &clap::Error, json: bool) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if json && !asked {
        let message = error.render().to_string();
        return Output::new(true).failure(&Failure::usage(message.trim()));
    }
    // Writing to a closed pipe fails; there is nobody left to tell.
    error.print().ok();
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}
