//! The results of a run.

use serde_json::{Value, json};

use crate::goal_number::Goal;
use crate::samples::Samples;

/// The unit of a value and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A ratio in thousandths.
    Ratio,
    /// Nanoseconds.
    Nanos,
    Bytes,
    /// Database pages, in hundredths.
    Pages,
    /// How many.
    Count,
}

/// A goal, or a part of one, compared with its limit.
#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub(crate) goal: Goal,
    /// The compared quantity.
    pub(crate) what: String,
    /// The measured value.
    pub(crate) value: u64,
    /// The largest allowed value.
    pub(crate) limit: u64,
    pub(crate) unit: Unit,
}

impl Check {
    /// Whether the value is within its limit.
    pub(crate) fn is_met(&self) -> bool {
        self.value <= self.limit
    }
}

/// The times that a check is based on.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    pub(crate) goal: Goal,
    /// What was timed.
    pub(crate) what: String,
    /// All of them.
    pub(crate) samples: Samples,
}

/// All results of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The goals.
    pub(crate) checks: Vec<Check>,
    /// The times behind them.
    pub(crate) times: Vec<Times>,
    /// Remarks for the reader, such as skipped goals.
    pub(crate) notes: Vec<String>,
}

impl Report {
    /// Compares a value with its limit.
    pub(crate) fn check(&mut self, goal: Goal, what: &str, unit: Unit, value: u64, limit: u64) {
        self.checks.push(Check {
            goal,
            what: what.to_owned(),
            value,
            limit,
            unit,
        });
    }

    /// Keeps times to be printed.
    pub(crate) fn times(&mut self, goal: Goal, what: &str, samples: &Samples) {
        self.times.push(Times {
            goal,
            what: what.to_owned(),
            samples: samples.clone(),
        });
    }

    /// Keeps a remark.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> Value {
        let checks: Vec<Value> = self
            .checks
            .iter()
            .map(|check| {
                let (value, limit) = match check.unit {
                    Unit::Ratio => ("ratio_thousandths", "limit_thousandths"),
                    Unit::Nanos => ("nanos", "limit_nanos"),
                    Unit::Bytes => ("bytes", "limit_bytes"),
                    Unit::Pages => ("pages_hundredths", "limit_hundredths"),
                    Unit::Count => ("count", "limit_count"),
                };
                json!({
                    "goal": format!("{:?}", check.goal), "what": check.what,
                    value: check.value, limit: check.limit, "met": check.is_met(),
                })
            })
            .collect();
        let times: Vec<Value> = self
            .times
            .iter()
            .map(|times| {
                json!({
                    "goal": format!("{:?}", times.goal), "what": times.what,
                    "count": times.samples.count(),
                    "p50_nanos": times.samples.p50(), "p95_nanos": times.samples.percentile(95),
                    "p99_nanos": times.samples.p99(), "max_nanos": times.samples.percentile(100),
                })
            })
            .collect();
        json!({ "checks": checks, "times": times, "notes": self.notes })
    }
}
