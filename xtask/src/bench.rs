//! `cargo xtask bench`: builds the bench program with optimization and hands it the arguments.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::program::{cargo, run};

/// The options of `bench`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The real sizes instead of the quick ones
    #[arg(long)]
    full: bool,
    /// Passed on to the bench program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Measures.
pub(crate) fn bench(options: &Options) -> Result<ExitCode> {
    let mut bench = cargo(["run", "--release", "--package", "bench", "--"]);
    if options.full {
        bench.arg("--full");
    }
    run(bench.args(&options.rest))?;
    Ok(ExitCode::SUCCESS)
}
