//! Whether what an entry says fits into the tables: what PostgreSQL would refuse must not stop a log.

use chrono::{Datelike as _, NaiveDate};
use domain::entry::EntryBody;

/// Days of trade that anybody will ever see.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// Why an entry has no place in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Misfit {
    /// PostgreSQL's texts cannot hold it.
    #[error("a text holds the character NUL")]
    Nul,
    /// A day far from any trade.
    #[error("the business day is out of range")]
    Day,
    /// A counter above 2^63.
    #[error("a number is out of range")]
    Number,
}

/// Checks the bytes and what was read from them.
pub(super) fn fits(bytes: &[u8], body: &EntryBody) -> Result<(), Misfit> {
    if holds_nul(bytes) {
        return Err(Misfit::Nul);
    }
    match body {
        EntryBody::TransactionCompleted(body) => {
            check_number(body.receipt_seq)?;
            check_day(body.business_date)
        }
        EntryBody::ShiftOpened(body) => {
            check_number(body.number)?;
            check_day(body.business_date)
        }
        _ => Ok(()),
    }
}

fn check_day(day: NaiveDate) -> Result<(), Misfit> {
    if YEARS.contains(&day.year()) {
        Ok(())
    } else {
        Err(Misfit::Day)
    }
}

fn check_number(number: u64) -> Result<(), Misfit> {
    i64::try_from(number)
        .map(|_| ())
        .map_err(|_| Misfit::Number)
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
