//! `stock_movements`: stock that moved, in the order of the logs.

use domain::Code as _;
use domain::stock::StockReason;
use uuid::Uuid;

use super::row_set::RowSet;
use super::stock_folds::LogRange;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `stock_movements`.
pub(crate) struct MovementRow {
    pub(crate) seq: u64,
    /// The position within the entry.
    pub(crate) line: i32,
    pub(crate) product_id: Uuid,
    pub(crate) delta_thousandths: i64,
    pub(crate) reason: StockReason,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    rows: &[MovementRow],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .shared("register_id", &register_id)
        .shared("epoch", &epoch)
        .column("seq", |row| i64::try_from(row.seq).unwrap_or(i64::MAX))
        .column("line", |row| row.line)
        .column("product_id", |row| row.product_id)
        .column("delta_thousandths", |row| row.delta_thousandths)
        .column("reason", |row| row.reason.as_str())
        .insert(transaction, "stock_movements", "")
        .await
}

/// The sum of the movements of these parts of logs for each product. It includes the sums that
/// waited in `stock_unplaced`, which is empty after that.
pub(crate) async fn take_sums(
    transaction: &DbTransaction,
    ranges: &[LogRange],
) -> Result<Vec<(Uuid, i64)>, DatabaseError> {
    const SUM: &str = include_str!("sql/stock_sum.sql");
    let registers: Vec<Uuid> = ranges.iter().map(|range| range.register_id).collect();
    let epochs: Vec<Uuid> = ranges.iter().map(|range| range.epoch).collect();
    let starts: Vec<i64> = ranges.iter().map(|range| range.after).collect();
    let ends: Vec<i64> = ranges.iter().map(|range| range.upto).collect();
    let organization_id = transaction.organization_id();
    let rows = transaction
        .query(
            SUM,
            &[&organization_id, &registers, &epochs, &starts, &ends],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("product_id")?, row.try_get("delta")?)))
        .collect()
}
