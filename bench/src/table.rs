//! A report as a person reads it.

use std::fmt::Write as _;

use crate::report::{Check, Report, Times, Unit};

/// The goals, the times behind them, and the remarks.
pub(crate) fn text(report: &Report) -> String {
    let mut text = String::new();
    let head = ("goal", "what", "measured", "limit");
    let _ = writeln!(
        text,
        "{:<5} {:<58} {:>12} {:>12}",
        head.0, head.1, head.2, head.3
    );
    for check in &report.checks {
        let _ = writeln!(text, "{}", check_line(check));
    }
    let _ = writeln!(
        text,
        "\n{:<5} {:<58} {:>7} {:>12} {:>12} {:>12}",
        "goal", "times", "count", "p50", "p95", "p99"
    );
    for times in &report.times {
        let _ = writeln!(text, "{}", times_line(times));
    }
    for note in &report.notes {
        let _ = write!(text, "\n{note}");
    }
    text
}

fn check_line(check: &Check) -> String {
    let verdict = if check.is_met() { "pass" } else { "MISSED" };
    format!(
        "{:<5} {:<58} {:>12} {:>12}  {verdict}",
        format!("{:?}", check.goal),
        check.what,
        amount(check.unit, check.value),
        amount(check.unit, check.limit),
    )
}

fn times_line(times: &Times) -> String {
    let of = |percent| amount(Unit::Nanos, times.samples.percentile(percent));
    format!(
        "{:<5} {:<58} {:>7} {:>12} {:>12} {:>12}",
        format!("{:?}", times.goal),
        times.what,
        times.samples.count(),
        of(50),
        of(95),
        of(99),
    )
}

fn amount(unit: Unit, value: u64) -> String {
    match unit {
        Unit::Ratio => format!("{}.{:02} x", value / 1000, value % 1000 / 10),
        Unit::Count => value.to_string(),
        Unit::Pages => format!("{}.{:02}", value / 100, value % 100),
        Unit::Bytes => format!("{}.{} MiB", value >> 20, ((value & 0xF_FFFF) * 10) >> 20),
        Unit::Nanos if value >= 10_000_000 => format!("{} ms", value / 1_000_000),
        Unit::Nanos if value >= 1_000_000 => {
            format!("{}.{:02} ms", value / 1_000_000, value % 1_000_000 / 10_000)
        }
        Unit::Nanos => format!("{} us", value / 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_say_them() {
        assert_eq!(amount(Unit::Ratio, 1_309), "1.30 x");
        assert_eq!(amount(Unit::Pages, 1_140), "11.40");
        assert_eq!(amount(Unit::Bytes, 3 << 19), "1.5 MiB");
        assert_eq!(amount(Unit::Nanos, 1_234_567), "1.23 ms");
        assert_eq!(amount(Unit::Nanos, 45_600), "45 us");
        assert_eq!(amount(Unit::Nanos, 16_000_000), "16 ms");
    }
}
