//! The table at the end of a test run.

use std::time::Duration;

use crate::step::shown;

/// What came of a step.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It ran and found nothing wrong.
    Passed,
    /// It ran and found something, or could not run.
    Failed,
    /// It did not run, for this reason.
    Skipped(String),
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) time: Duration,
    pub(super) outcome: Outcome,
}

impl Line {
    /// Whether a later step can build on this one.
    pub(super) fn stands(&self) -> bool {
        matches!(self.outcome, Outcome::Passed)
    }
}

/// Prints the table and the sums; the last line is the one that machines read.
pub(super) fn print(lines: &[Line]) {
    println!("\nWhat ran:");
    for line in lines {
        let outcome = match &line.outcome {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Failed => "FAILED".to_owned(),
            Outcome::Skipped(reason) => format!("skipped: {reason}"),
        };
        println!("  {:<10} {:>13}  {outcome}", line.name, shown(line.time));
    }
    let total: Duration = lines.iter().map(|line| line.time).sum();
    println!("  {:<10} {:>13}", "all", shown(total));
    let count = |wanted: fn(&Outcome) -> bool| lines.iter().filter(|l| wanted(&l.outcome)).count();
    println!(
        "{} passed, {} failed, {} skipped",
        count(|outcome| matches!(outcome, Outcome::Passed)),
        count(|outcome| matches!(outcome, Outcome::Failed)),
        count(|outcome| matches!(outcome, Outcome::Skipped(_))),
    );
}
