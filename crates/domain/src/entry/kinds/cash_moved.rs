//! `cash_moved`: cash put into or taken out of the drawer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody, check_note};
use crate::entry::kind::EntryKind;
use crate::money::Cents;
use crate::user::Approval;

/// Cash put into or taken out of the drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashMoved {
    pub shift_id: Uuid,
    /// Who moved it.
    pub user_id: Uuid,
    /// In or out.
    pub kind: CashMoveKind,
    /// How much; above zero.
    pub amount_cents: Cents,
    /// The reason they gave.
    pub reason: String,
    /// Who approved it, when it needed approval.
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

crate::code::codes!(CashMoveKind {
    PaidIn = "paid_in",
    PaidOut = "paid_out",
});

impl KindBody for CashMoved {
    const KIND: &'static EntryKind = &EntryKind::CashMoved;

    fn check(&self) -> Result<(), BodyError> {
        if !self.amount_cents.is_positive() {
            return Err(BodyError::AmountMustBePositive);
        }
        check_note(&self.reason)
    }
}
