//! `inventory_adjustments`: stock that people received, counted or corrected, one row a product.

use domain::Code as _;
use domain::entry::kinds::StockMoved;
use domain::stock::StockMovement;
use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `inventory_adjustments`.
pub(crate) struct AdjustmentRow<'e> {
    pub(crate) entry_id: Uuid,
    /// Counted from 1 within the entry.
    pub(crate) line: i32,
    pub(crate) recorded_at_ms: i64,
    pub(crate) body: &'e StockMoved,
    pub(crate) movement: &'e StockMovement,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    rows: &[AdjustmentRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .shared("register_id", &register_id)
        .column("entry_id", |row| row.entry_id)
        .column("line", |row| row.line)
        .column("product_id", |row| row.movement.product_id)
        .column("user_id", |row| row.body.user_id)
        .column("reason", |row| row.movement.reason.as_str())
        .column("note", |row| row.body.note.as_str())
        .column("quantity", |row| row.movement.delta_thousandths)
        .column("recorded_at_ms", |row| row.recorded_at_ms)
        .insert(transaction, "inventory_adjustments", "")
        .await
}
