//! Whether an entry fits into the tables of a receiver. An entry that cannot be stored must not
//! stop a log.

use chrono::{Datelike as _, NaiveDate};
use domain::entry::EntryBody;

/// The years of plausible business days.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// Why an entry does not fit into the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotStorable {
    /// A text holds the character NUL, which PostgreSQL cannot store.
    #[error("a text holds the character NUL")]
    Nul,
    /// A business day is outside of all plausible years.
    #[error("the business day is out of range")]
    Day,
    /// A number is above 2^63.
    #[error("a number is out of range")]
    Number,
}

/// Checks the bytes of a body, and the body that was read from them.
pub(super) fn check_storable(bytes: &[u8], body: &EntryBody) -> Result<(), NotStorable> {
    if holds_nul(bytes) {
        return Err(NotStorable::Nul);
    }
    let limits = body.storable_limits();
    limits.number.map_or(Ok(()), check_number)?;
    limits.business_date.map_or(Ok(()), check_day)
}

fn check_day(day: NaiveDate) -> Result<(), NotStorable> {
    if YEARS.contains(&day.year()) {
        Ok(())
    } else {
        Err(NotStorable::Day)
    }
}

fn check_number(number: u64) -> Result<(), NotStorable> {
    i64::try_from(number)
        .map(|_| ())
        .map_err(|_| NotStorable::Number)
}

/// Whether JSON text holds `\u0000`, which is not `\\u0000`.
fn holds_nul(bytes: &[u8]) -> bool {
    let mut escaped = false;
    bytes.iter().enumerate().any(|(at, byte)| {
        let begins = escaped && *byte == b'u' && bytes.get(at + 1..at + 5) == Some(b"0000");
        escaped = *byte == b'\\' && !escaped;
        begins
    })
}

#[cfg(test)]
mod tests {
    use super::holds_nul;

    #[test]
    fn an_escaped_nul_is_seen_and_its_look_alike_is_not() {
        assert!(holds_nul(br#"{"a":"x\u0000"}"#));
        assert!(holds_nul(br#"{"a":"\\\u0000"}"#));
        assert!(!holds_nul(br#"{"a":"\\u0000"}"#));
        assert!(!holds_nul(br#"{"a":"\u0001 u0000"}"#));
    }
}
