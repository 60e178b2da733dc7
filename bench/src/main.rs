//! Measures the goals of speed. Every goal is a ratio inside one run: the product and a bare
//! baseline take turns, and the median of at least three rounds counts, because absolute times
//! depend on the machine and its other load.
//!
//! Architecture Invariant: product code is never written for a measurement. Measured code is called
//! as a screen calls it, and the window is driven from outside.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to the person who typed it"
)]

mod bare;
mod evict;
mod floor;
mod goal;
mod goal_number;
mod pss;
mod report;
mod samples;
mod server;
mod shop;
mod sizes;
mod table;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::Parser;

use goal_number::Goal;
use report::Report;
use sizes::Sizes;

/// Measure the goals of speed, each as a ratio to a baseline of the same run.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
struct Options {
    /// The real sizes (100,000 products, 1,000,000 sales) instead of the quick ones
    #[arg(long)]
    full: bool,
    /// Only these goals
    #[arg(long, value_enum, value_delimiter = ',', ignore_case = true)]
    only: Vec<Goal>,
    /// Also write the numbers to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Fail when a goal is missed
    #[arg(long)]
    strict: bool,
    /// Where the shops that are measured are built; a disk, not memory
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
    /// Open this shop, scan this code, say so: what G6 starts as a process of its own
    #[arg(long, hide = true, num_args = 2, value_names = ["DIR", "CODE"])]
    accept_scan: Option<Vec<String>>,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    if let Some([folder, code]) = options.accept_scan.as_deref() {
        return goal::start::accept_scan(folder.as_ref(), code).map(|()| ExitCode::SUCCESS);
    }
    ensure!(
        !cfg!(debug_assertions),
        "a build without optimization measures nothing: use `cargo xtask bench`"
    );
    let report = measure(&options)?;
    println!("\n{}", table::text(&report));
    if let Some(file) = &options.json {
        std::fs::write(file, serde_json::to_string_pretty(&report.json())?)?;
    }
    let missed = report.checks.iter().any(|check| !check.is_met());
    if options.strict && missed {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(options: &Options) -> Result<Report> {
    let scratch = match &options.scratch {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let sizes = Sizes::new(options.full);
    let mut report = Report::default();
    for goal in goal::ALL {
        if !options.only.is_empty() && !options.only.contains(&goal) {
            continue;
        }
        eprintln!("{goal:?} ...");
        let began = Instant::now();
        let folder = scratch.path().join(format!("{goal:?}"));
        std::fs::create_dir(&folder)?;
        goal.measure(&folder, &sizes, &mut report)?;
        std::fs::remove_dir_all(&folder)?;
        eprintln!("{goal:?} took {} s", began.elapsed().as_secs());
    }
    Ok(report)
}
