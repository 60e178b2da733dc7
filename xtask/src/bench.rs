//! `cargo xtask bench`: builds the measured programs with optimization, and measures them.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use crate::program::{cargo, program, run as call};
use crate::step::step;
use crate::{paths, run, session, system, ui};

/// The goals that are measured in the window.
const IN_THE_WINDOW: [&str; 3] = ["G4", "G6", "G7"];

/// The options of `bench`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The real sizes (100,000 products, 1,000,000 sales) instead of the quick ones; takes hours
    #[arg(long)]
    full: bool,
    /// Only these goals, such as G1,G4
    #[arg(long, value_name = "GOALS", value_delimiter = ',')]
    only: Vec<String>,
    /// Also write the numbers to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Fail when a goal is missed
    #[arg(long)]
    strict: bool,
}

/// Measures.
pub(crate) fn bench(options: &Options) -> Result<ExitCode> {
    system::ensure(&[system::BUILD, system::RELEASE].concat())?;
    if options.needs_a_window() {
        system::ensure(system::VIRTUAL_SCREEN)?;
        ui::build()?;
        step("build the register", || run::build(true, &[]))?;
    }
    step("build the bench", || {
        let packages = ["--package", "bench", "--package", "kasapro-sync-server"];
        call(
            cargo(["build"])
                .args(packages)
                .args(run::released(&["bench"])),
        )
    })?;
    let folder = paths::target()?.join("bench");
    let shops = folder.join("shops");
    fs::create_dir_all(&shops).with_context(|| format!("cannot make {}", shops.display()))?;
    let words = options.words()?;
    let mut bench = if options.needs_a_window() {
        session::headless(&folder, &words)?
    } else {
        let mut bench = program(words.first().context("no program")?);
        bench.args(words.iter().skip(1));
        bench
    };
    // Use the disk of the build folder, because a shop's ledger is on a disk, and /tmp may be in
    // memory.
    call(bench.env("TMPDIR", shops))?;
    Ok(ExitCode::SUCCESS)
}

impl Options {
    fn needs_a_window(&self) -> bool {
        let in_the_window = |goal: &String| IN_THE_WINDOW.contains(&goal.to_uppercase().as_str());
        self.only.is_empty() || self.only.iter().any(in_the_window)
    }

    /// The bench program and its arguments.
    fn words(&self) -> Result<Vec<OsString>> {
        let mut words = vec![paths::built("bench", true)?.into_os_string()];
        if self.full {
            words.push("--full".into());
        }
        if !self.only.is_empty() {
            words.extend(["--only".into(), self.only.join(",").into()]);
        }
        if let Some(file) = &self.json {
            words.extend(["--json".into(), std::path::absolute(file)?.into_os_string()]);
        }
        if self.strict {
            words.push("--strict".into());
        }
        Ok(words)
    }
}
