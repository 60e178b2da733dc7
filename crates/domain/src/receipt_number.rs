//! The number on a receipt: `A1-000123`.

use std::fmt;

/// The longest prefix of a receipt number.
pub const MAX_PREFIX_LETTERS: usize = 6;

/// The part before the dash: the register's prefix, and from the second epoch on a suffix for the
/// epoch, so that a restored register never prints a number twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReceiptPrefix {
    text: String,
}

impl ReceiptPrefix {
    /// A prefix from 1 to 6 letters or digits (ASCII; upper-cased) and the count of epochs
    /// before this one: `A1` for 0, `A1.2` for 1, and so on.
    pub fn new(prefix: &str, earlier_epochs: u32) -> Result<Self, ReceiptNumberError> {
        let shaped = (1..=MAX_PREFIX_LETTERS).contains(&prefix.len())
            && prefix.bytes().all(|letter| letter.is_ascii_alphanumeric());
        if !shaped {
            return Err(ReceiptNumberError::PrefixShape);
        }
        let upper = prefix.to_ascii_uppercase();
        let text = match earlier_epochs {
            0 => upper,
            count => format!("{upper}.{}", count.saturating_add(1)),
        };
        Ok(Self { text })
    }

    /// A prefix from a register's name: its letters and digits, at most six; `R` of none.
    pub fn from_register_name(name: &str, earlier_epochs: u32) -> Self {
        let letters: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(MAX_PREFIX_LETTERS)
            .collect();
        Self::new(&letters, earlier_epochs)
            .or_else(|_| Self::new("R", earlier_epochs))
            .unwrap_or_else(|_| Self {
                text: "R".to_owned(),
            })
    }

    /// The number of the `receipt_seq`-th receipt of this epoch.
    pub fn number(&self, receipt_seq: u64) -> String {
        format!("{}-{receipt_seq:06}", self.text)
    }
}

impl fmt::Display for ReceiptPrefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Splits a receipt number into the text before the last dash and the receipt seq.
pub fn split(number: &str) -> Result<(&str, u64), ReceiptNumberError> {
    let (prefix, digits) = number
        .rsplit_once('-')
        .ok_or(ReceiptNumberError::NumberShape)?;
    let plain = digits.len() >= 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if prefix.is_empty() || !plain {
        return Err(ReceiptNumberError::NumberShape);
    }
    let receipt_seq = digits
        .parse()
        .map_err(|_| ReceiptNumberError::NumberShape)?;
    Ok((prefix, receipt_seq))
}

/// Why a text is not a part of a receipt number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptNumberError {
    /// The prefix is empty, too long, or holds something other than ASCII letters and digits.
    #[error("a receipt prefix is 1 to {MAX_PREFIX_LETTERS} letters or digits")]
    PrefixShape,
    /// The number is not a prefix, a dash and at least six digits.
    #[error("a receipt number is a prefix, a dash and at least six digits")]
    NumberShape,
}
