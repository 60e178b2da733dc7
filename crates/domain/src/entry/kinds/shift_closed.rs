//! `shift_closed`: a shift ends with a counted drawer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody, check_note};
use crate::entry::kind::EntryKind;
use crate::money::Cents;
use crate::shift::{CountedDenomination, ShiftError, ShiftReport, check_count, difference};
use crate::user::Approval;

/// A shift ends with a counted drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftClosed {
    pub shift_id: Uuid,
    /// Who closed it.
    pub user_id: Uuid,
    pub counted_cents: Cents,
    /// The cash that should have been in the drawer.
    pub expected_cents: Cents,
    /// Counted minus expected: above zero is over, below is short.
    pub difference_cents: Cents,
    /// How it was counted; empty when only the sum was entered.
    pub denominations: Vec<CountedDenomination>,
    /// The note they wrote.
    pub note: String,
    /// The shift's figures.
    pub report: ShiftReport,
    /// Who approved closing with such a difference, when it needed approval.
    pub approval: Option<Approval>,
}

impl ShiftClosed {
    /// Checks the count and the difference, and that the report expects the same drawer.
    fn check_sums(&self) -> Result<(), ShiftError> {
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

impl KindBody for ShiftClosed {
    const KIND: &'static EntryKind = &EntryKind::ShiftClosed;

    fn check(&self) -> Result<(), BodyError> {
        self.check_sums()?;
        check_note(&self.note)
    }
}
