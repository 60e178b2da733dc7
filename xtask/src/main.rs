//! The project's commands, as `cargo xtask <command>`: they install, build, start and check.
//!
//! Each command is a list of calls of other programs, which it prints.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to the person who typed it"
)]

mod bench;
mod bindings;
mod bundle;
mod check;
mod compat;
mod fingerprint;
mod kept_server;
mod node;
mod paths;
mod program;
mod run;
mod server;
mod session;
mod step;
mod system;
mod test;
mod ui;
mod virtual_screen;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Build, start and check Kasapro.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Install what is missing, build, and open the register
    Run(run::Options),
    /// Check everything from nothing: format, lints, docs, tests, the screens, the real window
    Test(test::Options),
    /// Random keys, scans and clicks in the real window for half an hour
    Soak,
    /// The fast checks, while editing
    Check,
    /// Let the programs of an earlier version work with these (builds them first)
    Compat,
    /// Measure; everything after `bench` goes to the bench program (`--full` for the real sizes)
    Bench(bench::Options),
    /// Write ui/src/register/api/bindings.ts from the shell's commands
    Bindings,
    /// Make a .deb
    Bundle(bundle::Options),
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<ExitCode> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::test(&options),
        Command::Soak => test::soak(),
        Command::Check => check::check(),
        Command::Compat => compat::compat(),
        Command::Bench(options) => bench::bench(&options),
        Command::Bindings => bindings::write(),
        Command::Bundle(options) => bundle::bundle(&options),
    }
}
