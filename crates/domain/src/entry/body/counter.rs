//! Bodies about what happens at the counter besides sales.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::money::Cents;
use crate::shift::{CountedDenomination, ShiftError, ShiftReport, check_count, difference};
use crate::user::Approval;

/// A shift begins with a counted float.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftOpened {
    /// The shift.
    pub shift_id: Uuid,
    /// Shifts of this register, counted from 1.
    pub number: u64,
    /// Who opened it.
    pub user_id: Uuid,
    /// What is in the drawer.
    pub float_cents: Cents,
    /// How it was counted; empty when only the sum was entered.
    pub denominations: Vec<CountedDenomination>,
    /// The business day the shift belongs to.
    pub business_date: NaiveDate,
}

/// Cash put into or taken out of the drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashMoved {
    /// The shift.
    pub shift_id: Uuid,
    /// Who moved it.
    pub user_id: Uuid,
    /// Which way.
    pub kind: CashMoveKind,
    /// How much; above zero.
    pub amount_cents: Cents,
    /// Why, in their words.
    pub reason: String,
    /// Who let them.
    pub approval: Option<Approval>,
}

/// Which way cash was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CashMoveKind {
    /// Into the drawer.
    PaidIn,
    /// Out of the drawer.
    PaidOut,
}

/// The drawer was opened without a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawerOpened {
    /// The shift.
    pub shift_id: Uuid,
    /// Who opened it.
    pub user_id: Uuid,
    /// Why, in their words.
    pub reason: String,
    /// Who let them.
    pub approval: Option<Approval>,
}

/// A shift ends with a counted drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftClosed {
    /// The shift.
    pub shift_id: Uuid,
    /// Who closed it.
    pub user_id: Uuid,
    /// What was counted.
    pub counted_cents: Cents,
    /// What should have been there.
    pub expected_cents: Cents,
    /// Counted less expected: above zero is over, below is short.
    pub difference_cents: Cents,
    /// How it was counted; empty when only the sum was entered.
    pub denominations: Vec<CountedDenomination>,
    /// What they wrote to it.
    pub note: String,
    /// The shift's figures.
    pub report: ShiftReport,
    /// Who let them close with such a difference.
    pub approval: Option<Approval>,
}

/// A copy of a receipt was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptReprinted {
    /// Whose receipt.
    pub transaction_id: Uuid,
    /// Who printed it.
    pub user_id: Uuid,
    /// Which copy: 1 for the first.
    pub copy: u32,
}

impl ShiftOpened {
    /// Checks the float and its count.
    pub fn check(&self) -> Result<(), ShiftError> {
        check_count(self.float_cents, &self.denominations)
    }
}

impl ShiftClosed {
    /// Checks the count, the difference and that the report says the same.
    pub fn check(&self) -> Result<(), ShiftError> {
        check_count(self.counted_cents, &self.denominations)?;
        if difference(self.counted_cents, self.expected_cents)? != self.difference_cents {
            return Err(ShiftError::DifferenceDiffers);
        }
        if self.report.expected_drawer_cents()? != self.expected_cents {
            return Err(ShiftError::ExpectedDiffers);
        }
        Ok(())
    }
}
