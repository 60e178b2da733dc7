//! `transaction_completed`: a sale or a refund.
//!
//! The newest shape is [`TransactionBody`], which lives with its rules in [`crate::transaction`].

use crate::entry::codec::{BodyError, KindBody};
use crate::entry::kind::EntryKind;
use crate::transaction::TransactionBody;

impl KindBody for TransactionBody {
    const KIND: &'static EntryKind = &EntryKind::TransactionCompleted;

    fn check(&self) -> Result<(), BodyError> {
        Ok(Self::check(self)?)
    }
}
