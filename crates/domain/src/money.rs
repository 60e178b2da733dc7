//! Amounts of money: whole minor units of one currency.
//!
//! An amount never knows its currency: a store has one, and [`crate::currency::Currency`] writes
//! and reads amounts. Every operation is checked, and no amount leaves the range that JSON readers
//! keep exact.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An amount in minor units (cents, sen) whose magnitude is at most 2^53 - 1.
///
/// A JavaScript number keeps integers exactly up to this bound. The constructor, every operation
/// and the JSON reader enforce it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Cents(i64);

/// Why an amount could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The magnitude is above 2^53 - 1 minor units.
    #[error("amount is out of range")]
    OutOfRange,
}

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The largest amount: 2^53 - 1 minor units.
    pub const MAX: Self = Self(9_007_199_254_740_991);
    /// The smallest amount: the negative of [`Cents::MAX`].
    pub const MIN: Self = Self(-9_007_199_254_740_991);

    /// An amount of `value` minor units, or [`MoneyError::OutOfRange`].
    pub const fn new(value: i64) -> Result<Self, MoneyError> {
        if value > Self::MAX.0 || value < Self::MIN.0 {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Self(value))
    }

    /// The amount in minor units.
    pub const fn value(self) -> i64 {
        self.0
    }

    /// The sum, or [`MoneyError::OutOfRange`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.0
            .checked_add(other.0)
            .ok_or(MoneyError::OutOfRange)
            .and_then(Self::new)
    }

    /// The difference, or [`MoneyError::OutOfRange`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.0
            .checked_sub(other.0)
            .ok_or(MoneyError::OutOfRange)
            .and_then(Self::new)
    }

    /// The amount with the other sign.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        self.0
            .checked_neg()
            .ok_or(MoneyError::OutOfRange)
            .and_then(Self::new)
    }

    /// The amount `factor` times, or [`MoneyError::OutOfRange`].
    pub fn checked_mul(self, factor: i64) -> Result<Self, MoneyError> {
        self.0
            .checked_mul(factor)
            .ok_or(MoneyError::OutOfRange)
            .and_then(Self::new)
    }

    /// The sum of `amounts` (zero if there are none), or [`MoneyError::OutOfRange`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        // The range is symmetric, so that the magnitude always fits.
        Self(self.0.saturating_abs())
    }

    /// Whether the amount is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The amount computed in wide arithmetic, or [`MoneyError::OutOfRange`].
    pub(crate) fn from_wide(value: i128) -> Result<Self, MoneyError> {
        i64::try_from(value)
            .map_err(|_| MoneyError::OutOfRange)
            .and_then(Self::new)
    }

    /// The amount for wide arithmetic.
    pub(crate) fn wide(self) -> i128 {
        i128::from(self.0)
    }
}

impl TryFrom<i64> for Cents {
    type Error = MoneyError;

    fn try_from(value: i64) -> Result<Self, Self::Error> {
        Self::new(value)
    }
}

impl From<Cents> for i64 {
    fn from(amount: Cents) -> Self {
        amount.0
    }
}

/// A TypeScript `number`, which the bound above makes exact.
#[cfg(feature = "specta")]
impl specta::Type for Cents {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        <specta_typescript::Number as specta::Type>::definition(types)
    }
}
