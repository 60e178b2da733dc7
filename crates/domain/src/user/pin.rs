//! PINs: their shape, and which ones are too easy.

use std::fmt;
use std::ops::RangeInclusive;

/// How many digits a PIN may have.
pub const PIN_LENGTHS: RangeInclusive<usize> = 4..=6;

/// A PIN as it was typed. Its debug output does not show digits. Hash it and drop it.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// Reads 4 to 6 ASCII digits.
    pub fn parse(text: &str) -> Result<Self, PinError> {
        if !text.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(PinError::NotDigits);
        }
        if !PIN_LENGTHS.contains(&text.len()) {
            return Err(PinError::Length { digits: text.len() });
        }
        Ok(Self(text.to_owned()))
    }

    /// The digits, for the hash function.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether this PIN is among the first that a stranger tries: all digits equal, or a run up or
    /// down. A weak PIN is worth a warning, not a refusal.
    pub fn is_weak(&self) -> bool {
        let digits = self.0.as_bytes();
        let pairs = || digits.iter().zip(digits.iter().skip(1));
        pairs().all(|(first, second)| first == second)
            || pairs().all(|(first, second)| first.checked_add(1) == Some(*second))
            || pairs().all(|(first, second)| second.checked_add(1) == Some(*first))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pin(..)")
    }
}

/// Why a text is not a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Something other than the digits 0 to 9.
    #[error("a PIN holds digits only")]
    NotDigits,
    /// Too short or too long.
    #[error("a PIN has 4 to 6 digits, not {digits}")]
    Length {
        /// Digits that were typed.
        digits: usize,
    },
}
