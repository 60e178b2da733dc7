//! `receipt_reprinted`: a copy of a receipt was printed.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody};
use crate::entry::kind::EntryKind;

/// A copy of a receipt was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptReprinted {
    /// The transaction of the receipt.
    pub transaction_id: Uuid,
    /// Who printed it.
    pub user_id: Uuid,
    /// Which copy: 1 for the first.
    pub copy: u32,
}

impl KindBody for ReceiptReprinted {
    const KIND: &'static EntryKind = &EntryKind::ReceiptReprinted;

    fn check(&self) -> Result<(), BodyError> {
        Ok(())
    }
}
