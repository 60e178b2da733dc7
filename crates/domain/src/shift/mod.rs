//! The data of a shift: its counted drawer and its report. [`crate::shift_totals`] adds up its
//! entries.

mod denomination;
mod report;

pub use denomination::{CountedDenomination, Denomination, DenominationKind, count, denominations};
pub use report::{PaymentTotal, ReportTax, ShiftReport};

use crate::money::{Cents, MoneyError};
use crate::quantity::QuantityError;

/// Counted minus expected: above zero is over, below is short. A difference is recorded, never
/// refused.
pub fn difference(counted: Cents, expected: Cents) -> Result<Cents, ShiftError> {
    Ok(counted.checked_sub(expected)?)
}

/// Checks a counted sum: not negative, and the same as its denominations when there are any.
pub fn check_count(total: Cents, denominations: &[CountedDenomination]) -> Result<(), ShiftError> {
    if total.is_negative() {
        return Err(ShiftError::CountIsNegative);
    }
    if !denominations.is_empty() && count(denominations)? != total {
        return Err(ShiftError::CountDiffers);
    }
    Ok(())
}

/// Which rule of the drawer is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShiftError {
    /// The counted drawer is below zero.
    #[error("a counted drawer cannot be negative")]
    CountIsNegative,
    /// The denominations do not sum to the count.
    #[error("the denominations do not sum to what was counted")]
    CountDiffers,
    /// A note or coin has a value of zero or below.
    #[error("a note or coin must be worth more than nothing")]
    DenominationMustBePositive,
    /// The difference is not counted minus expected.
    #[error("the difference is not counted less expected")]
    DifferenceDiffers,
    /// The report expects another drawer.
    #[error("the report expects another drawer")]
    ExpectedDiffers,
    /// The postings of the drawer and the report's formula disagree.
    #[error("the drawer's postings and float, cash and cash movements disagree")]
    DrawerDiffers,
    /// A figure leaves its range.
    #[error("a figure of the shift is out of range")]
    OutOfRange,
    /// The postings of an entry do not sum to zero.
    #[error("the postings sum to {sum_cents}, not to zero")]
    NotBalanced {
        /// Their sum.
        sum_cents: i64,
    },
}

impl From<MoneyError> for ShiftError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl From<QuantityError> for ShiftError {
    fn from(_: QuantityError) -> Self {
        Self::OutOfRange
    }
}
