//! `cash_movements`: cash that was put into a drawer or taken out.

use domain::Code as _;
use domain::entry::kinds::CashMoved;
use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `cash_movements`.
pub(crate) struct CashMovementRow<'e> {
    pub(crate) entry_id: Uuid,
    pub(crate) recorded_at_ms: i64,
    pub(crate) body: &'e CashMoved,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    rows: &[CashMovementRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .shared("register_id", &register_id)
        .column("entry_id", |row| row.entry_id)
        .column("shift_id", |row| row.body.shift_id)
        .column("user_id", |row| row.body.user_id)
        .column("kind", |row| row.body.kind.as_str())
        .column("amount_cents", |row| row.body.amount_cents.value())
        .column("reason", |row| row.body.reason.as_str())
        .column("recorded_at_ms", |row| row.recorded_at_ms)
        .insert(transaction, "cash_movements", "")
        .await
}
