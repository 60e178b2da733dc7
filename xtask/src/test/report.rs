//! The table at the end of a test run.

use std::time::Duration;

use crate::step::readable;

/// The result of a step.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It ran without a finding.
    Passed,
    /// It found a problem, or could not run.
    Failed,
    /// It did not run, for this reason.
    Skipped(String),
}

/// One row of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) time: Duration,
    pub(super) outcome: Outcome,
}

impl Row {
    /// Whether a later step can build on this one.
    pub(super) fn passed(&self) -> bool {
        matches!(self.outcome, Outcome::Passed)
    }
}

/// Prints the table and the sums; the last line is the one that machines read.
pub(super) fn print(rows: &[Row]) {
    println!("\nWhat ran:");
    for row in rows {
        let outcome = match &row.outcome {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Failed => "FAILED".to_owned(),
            Outcome::Skipped(reason) => format!("skipped: {reason}"),
        };
        println!("  {:<10} {:>13}  {outcome}", row.name, readable(row.time));
    }
    let total: Duration = rows.iter().map(|row| row.time).sum();
    println!("  {:<10} {:>13}", "all", readable(total));
    let count =
        |wanted: fn(&Outcome) -> bool| rows.iter().filter(|row| wanted(&row.outcome)).count();
    println!(
        "{} passed, {} failed, {} skipped",
        count(|outcome| matches!(outcome, Outcome::Passed)),
        count(|outcome| matches!(outcome, Outcome::Failed)),
        count(|outcome| matches!(outcome, Outcome::Skipped(_))),
    );
}
