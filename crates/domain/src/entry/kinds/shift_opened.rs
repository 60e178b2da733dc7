//! `shift_opened`: a shift begins with a counted float.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody};
use crate::entry::kind::EntryKind;
use crate::money::Cents;
use crate::shift::{CountedDenomination, check_count};

/// A shift begins with a counted float.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftOpened {
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

impl KindBody for ShiftOpened {
    const KIND: &'static EntryKind = &EntryKind::ShiftOpened;

    fn check(&self) -> Result<(), BodyError> {
        Ok(check_count(self.float_cents, &self.denominations)?)
    }
}
