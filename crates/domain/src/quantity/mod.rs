//! Quantities: whole thousandths of a unit, so that pieces and weights are the same integer.

mod parse;

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::currency::Locale;
use crate::money::{Cents, MoneyError};
use crate::rounding::{RoundingMode, div_round};

/// A quantity in thousandths: 3 pieces are 3000, 0.345 kg are 345.
///
/// The magnitude is at most 2^53 - 1 thousandths, which JSON readers keep exactly. The limit of a
/// sale is lower, see [`crate::cart::QUANTITY_MAX_THOUSANDTHS`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quantity(i64);

/// Why a quantity could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// The magnitude is above 2^53 - 1 thousandths.
    #[error("quantity is out of range")]
    OutOfRange,
    /// The text is not a number written with digits and separators.
    #[error("quantity is not a number")]
    NotANumber,
    /// A separator could mean thousands or decimals.
    #[error("a separator could mean thousands or decimals")]
    Ambiguous,
    /// More than three decimals.
    #[error("quantity has more than three decimals")]
    TooManyDecimals,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One whole unit.
    pub const ONE: Self = Self(1000);

    /// A quantity of `thousandths`, or [`QuantityError::OutOfRange`].
    pub const fn new(thousandths: i64) -> Result<Self, QuantityError> {
        if thousandths > Cents::MAX.value() || thousandths < Cents::MIN.value() {
            return Err(QuantityError::OutOfRange);
        }
        Ok(Self(thousandths))
    }

    /// A quantity of whole units, or [`QuantityError::OutOfRange`].
    pub fn whole(units: i64) -> Result<Self, QuantityError> {
        units
            .checked_mul(1000)
            .ok_or(QuantityError::OutOfRange)
            .and_then(Self::new)
    }

    /// The quantity in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The sum, or [`QuantityError::OutOfRange`].
    pub fn checked_add(self, other: Self) -> Result<Self, QuantityError> {
        self.0
            .checked_add(other.0)
            .ok_or(QuantityError::OutOfRange)
            .and_then(Self::new)
    }

    /// The difference, or [`QuantityError::OutOfRange`].
    pub fn checked_sub(self, other: Self) -> Result<Self, QuantityError> {
        self.0
            .checked_sub(other.0)
            .ok_or(QuantityError::OutOfRange)
            .and_then(Self::new)
    }

    /// The quantity with the other sign.
    pub fn checked_neg(self) -> Result<Self, QuantityError> {
        self.0
            .checked_neg()
            .ok_or(QuantityError::OutOfRange)
            .and_then(Self::new)
    }

    /// The sum of `quantities` (zero if there are none), or [`QuantityError::OutOfRange`].
    pub fn sum(quantities: impl IntoIterator<Item = Self>) -> Result<Self, QuantityError> {
        quantities
            .into_iter()
            .try_fold(Self::ZERO, Self::checked_add)
    }

    /// Whether the quantity is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether the quantity is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the quantity is a number of whole units.
    pub fn is_whole(self) -> bool {
        self.0.checked_rem(1000) == Some(0)
    }

    /// What this quantity costs at `unit_price`, rounded once, by the house rule, to a multiple of
    /// `step_cents` (above zero).
    pub fn price(self, unit_price: Cents, step_cents: i64) -> Result<Cents, MoneyError> {
        let exact = unit_price.wide().checked_mul(i128::from(self.0));
        let steps = exact.zip(i128::from(step_cents).checked_mul(1000));
        let (exact, unit) = steps.ok_or(MoneyError::OutOfRange)?;
        let steps = div_round(exact, unit, RoundingMode::HOUSE);
        let steps = steps.map_err(|_| MoneyError::OutOfRange)?;
        let price = steps
            .checked_mul(i128::from(step_cents))
            .ok_or(MoneyError::OutOfRange)?;
        Cents::from_wide(price)
    }

    /// Reads a quantity with a decimal point, as scripts and files have it: `3` or `0.345`; see
    /// [`Quantity::parse_typed`].
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        Self::parse_typed(text, Locale::En)
    }

    /// Reads a quantity as a person types it: `3`, `0,345` or `1.800,5`.
    ///
    /// The language's own separator is the decimal one. The other one is, too, where it cannot
    /// separate thousands (`0.345`, `1.5`); before exactly three digits it could be both, which is
    /// [`QuantityError::Ambiguous`]: a quantity is never guessed.
    pub fn parse_typed(text: &str, locale: Locale) -> Result<Self, QuantityError> {
        parse::quantity(text, |separator| separator == locale.decimal_separator())
    }

    /// Reads a field of a file whose language is unknown. `1.800` and `1,800` are both
    /// [`QuantityError::Ambiguous`].
    pub fn parse_from_file(text: &str) -> Result<Self, QuantityError> {
        parse::quantity(text, |_| false)
    }

    /// The quantity for people: `3`, `0,345` (id) or `0.345` (en), without trailing zeros.
    pub fn format(self, locale: Locale) -> String {
        let magnitude = self.0.unsigned_abs();
        let whole = magnitude.checked_div(1000).unwrap_or(0);
        let thousandths = magnitude.checked_rem(1000).unwrap_or(0);
        let sign = if self.0 < 0 { "-" } else { "" };
        if thousandths == 0 {
            return format!("{sign}{whole}");
        }
        let decimals = format!("{thousandths:03}");
        let decimals = decimals.trim_end_matches('0');
        format!("{sign}{whole}{}{decimals}", locale.decimal_separator())
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<i64> for Quantity {
    type Error = QuantityError;

    fn try_from(thousandths: i64) -> Result<Self, Self::Error> {
        Self::new(thousandths)
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

/// A TypeScript `number`, in thousandths.
#[cfg(feature = "specta")]
impl specta::Type for Quantity {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        <specta_typescript::Number as specta::Type>::definition(types)
    }
}
