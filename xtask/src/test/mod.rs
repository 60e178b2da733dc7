//! `cargo xtask test`: all checks from scratch, in the order in which mistakes show soonest.

mod report;
mod steps;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::step::step;
use report::{Outcome, Row};
pub(crate) use steps::install_nextest;
use steps::{Done, STEPS, Step};

/// The options of `test`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only these steps, and what they need
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    only: Vec<String>,
    /// List the steps
    #[arg(long)]
    list: bool,
}

/// Builds, and runs random input in the real window for a long time.
pub(crate) fn soak() -> Result<ExitCode> {
    test(&Options {
        only: vec![steps::SOAK.to_owned()],
        list: false,
    })
}

/// Runs the steps, prints the result of each, and fails when one failed.
pub(crate) fn test(options: &Options) -> Result<ExitCode> {
    let chosen = choose(&options.only)?;
    if options.list {
        for step in chosen {
            println!("{:<12} {}", step.name, step.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows: Vec<Row> = Vec::new();
    for step in chosen {
        let row = perform(step, &rows);
        rows.push(row);
    }
    report::print(&rows);
    let failed = rows
        .iter()
        .any(|row| matches!(row.outcome, Outcome::Failed));
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Runs one step, unless a step that it needs did not pass.
fn perform(step_: &'static Step, before: &[Row]) -> Row {
    let has_passed = |need: &&&str| before.iter().any(|row| row.name == **need && row.passed());
    let began = Instant::now();
    let outcome = match step_.needs.iter().find(|need| !has_passed(need)) {
        Some(need) => Outcome::Skipped(format!("needs {need}, which did not pass")),
        None => attempt(step_),
    };
    Row {
        name: step_.name,
        time: began.elapsed(),
        outcome,
    }
}

fn attempt(step_: &Step) -> Outcome {
    match step(step_.what, step_.work) {
        Ok(Done::Passed) => Outcome::Passed,
        Ok(Done::ToolMissing(reason)) => {
            println!("    skipped: {reason}");
            Outcome::Skipped(reason)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            Outcome::Failed
        }
    }
}

/// The steps to run: all, or the named ones with what they need, in the order of the list.
fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == **name))
    {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` names them");
    }
    let mut wanted: Vec<&str> = only.iter().map(String::as_str).collect();
    // A step needs only earlier ones, so one pass from the end finds them all.
    for step in STEPS.iter().rev() {
        if wanted.contains(&step.name) {
            wanted.extend(step.needs);
        }
    }
    let is_wanted = |step: &&Step| {
        if only.is_empty() {
            !step.is_long
        } else {
            wanted.contains(&step.name)
        }
    };
    Ok(STEPS.iter().filter(is_wanted).collect())
}
