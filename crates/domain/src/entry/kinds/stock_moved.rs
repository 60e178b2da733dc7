//! `stock_moved`: stock was received, counted or corrected.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody, check_note};
use crate::entry::kind::EntryKind;
use crate::stock::{StockMovement, StockReason};

/// Stock that was received, counted or corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockMoved {
    /// Who moved it.
    pub user_id: Uuid,
    /// Why it moved.
    pub reason: StockReason,
    /// The note they wrote.
    pub note: String,
    /// What moved.
    pub movements: Vec<StockMovement>,
}

impl KindBody for StockMoved {
    const KIND: &'static EntryKind = &EntryKind::StockMoved;

    fn check(&self) -> Result<(), BodyError> {
        if self.movements.is_empty() {
            return Err(BodyError::NothingChanged);
        }
        check_note(&self.note)
    }
}
