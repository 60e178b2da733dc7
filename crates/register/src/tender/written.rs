//! A transaction that was just written.

use std::sync::Arc;

use domain::transaction::TransactionBody;
use ledger::{AppendedEntry, ListedTransaction, Now, StoredTransaction};

use crate::shop::ShopSettings;

/// A transaction that was written, and the place of its entry.
pub(super) struct WrittenTransaction {
    pub(super) body: TransactionBody,
    pub(super) entry: AppendedEntry,
    pub(super) now: Now,
    /// Whether its receipt is in the print queue.
    pub(super) is_printed: bool,
    /// The settings that it was made under.
    pub(super) settings: Arc<ShopSettings>,
}

impl From<WrittenTransaction> for StoredTransaction {
    fn from(written: WrittenTransaction) -> Self {
        let body = written.body;
        Self {
            row: ListedTransaction {
                position: written.entry.position,
                transaction_id: body.transaction_id,
                receipt_number: body.receipt_number.clone(),
                kind: body.kind,
                recorded_at_ms: written.now.recorded_at_ms,
                utc_offset_minutes: written.now.utc_offset_minutes,
                business_date: body.business_date,
                shift_id: body.shift_id,
                cashier_id: body.cashier_id,
                net_amount_cents: body.net_amount_cents,
                rounding_cents: body.rounding_cents,
                payment_method: body.payment_summary().method(),
                item_count: u32::try_from(body.items.len()).unwrap_or(u32::MAX),
            },
            seq: written.entry.seq,
            hash: written.entry.hash,
            body,
        }
    }
}
