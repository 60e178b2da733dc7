//! Currencies: how amounts are written and read.
//!
//! Two figures are kept apart. The *exponent* (ISO 4217) is the number of decimals that an amount
//! is stored with; it never changes a stored figure. The *digits* are the decimals that people
//! see. For rupiah they differ: 12.500 rupiah are stored as 1 250 000 and shown as `Rp 12.500`.

mod format;
mod parse;
mod table;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Cents;

pub use parse::AmountError;

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// Bahasa Indonesia: `12.500,50`.
    #[default]
    Id,
    /// English: `12,500.50`.
    En,
}

crate::code::codes!(Locale {
    Id = "id",
    En = "en",
});

impl Locale {
    /// The character before the decimals.
    pub const fn decimal_separator(self) -> char {
        match self {
            Self::Id => ',',
            Self::En => '.',
        }
    }

    /// The character between groups of three digits.
    pub const fn group_separator(self) -> char {
        match self {
            Self::Id => '.',
            Self::En => ',',
        }
    }
}

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// Three capital letters, as `IDR`.
    pub code: &'static str,
    /// Decimals of the minor unit (ISO 4217): 2 means that an amount counts hundredths.
    pub exponent: u32,
    /// Decimals that people see; never more than the exponent.
    pub digits: u32,
    /// The text before an amount, such as `Rp`, or the code if there is no better one.
    pub symbol: &'static str,
}

/// Why a currency cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CurrencyError {
    /// ISO 4217 does not list the code.
    #[error("unknown currency code")]
    UnknownCode,
    /// The code is listed but has no minor unit (gold, testing), so prices cannot be in it.
    #[error("the currency has no minor unit")]
    NoMinorUnit,
}

impl Currency {
    /// The currency of a code in capital letters.
    pub fn from_code(code: &str) -> Result<Self, CurrencyError> {
        table::find(code)
    }

    /// All currencies that have a minor unit, in no particular order.
    pub fn all() -> impl Iterator<Item = Self> {
        table::all()
    }

    /// The numeric code of ISO 4217: 360 for `IDR`.
    pub fn numeric_code(&self) -> u16 {
        table::numeric(self.code)
    }

    /// Minor units in one major unit: 100 for an exponent of 2.
    pub fn minor_units(&self) -> i64 {
        // The exponents in the table are at most 4.
        10_i64.checked_pow(self.exponent).unwrap_or(1)
    }

    /// The smallest shown step of a computed amount, in minor units. It is 100 for rupiah, so that
    /// a weight, percentage or tax never results in a fraction that cannot be shown or paid.
    pub fn step_cents(&self) -> i64 {
        10_i64
            .checked_pow(self.exponent.saturating_sub(self.digits))
            .unwrap_or(1)
    }

    /// Reads the machine format: a point before the decimals, no grouping, as `12500.50`.
    ///
    /// More decimals than the exponent are refused, not rounded.
    pub fn parse_major(&self, text: &str) -> Result<Cents, AmountError> {
        parse::major(*self, text)
    }

    /// Reads an amount as a person types it.
    ///
    /// A separator followed by exactly three digits separates thousands. Where a currency is shown
    /// without decimals, point and comma are both thousands separators (`5.450` and `5,450` are the
    /// same rupiah). A separator is read as decimal only if no other reading is possible: it is the
    /// locale's own and the currency is shown with decimals, or groups with the other separator
    /// come before it (`5.450,50`). Any other text is [`AmountError::Ambiguous`], because an amount
    /// is never guessed.
    pub fn parse_typed(&self, text: &str, locale: Locale) -> Result<Cents, AmountError> {
        parse::typed(*self, text, locale)
    }

    /// The amount with its symbol, as `Rp 12.500`, `-Rp 12.500` or `$12.50`.
    ///
    /// Decimals that are usually hidden are shown if they are not zero, so that money is never
    /// hidden.
    pub fn format(&self, amount: Cents, locale: Locale) -> String {
        format::with_symbol(*self, amount, locale)
    }

    /// The amount without a symbol, as `12.500` or `-12.500`.
    pub fn format_plain(&self, amount: Cents, locale: Locale) -> String {
        format::plain(*self, amount, locale)
    }

    /// The machine format that [`Currency::parse_major`] reads: `12500.50`, all decimals.
    pub fn format_major(&self, amount: Cents) -> String {
        format::major(*self, amount)
    }
}
