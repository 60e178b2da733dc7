//! `stock_unplaced`: sums of movements of products that have not arrived yet.

use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// Keeps sums until their products arrive.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    deltas: &[(Uuid, i64)],
) -> Result<u64, DatabaseError> {
    RowSet::new(deltas)
        .column("product_id", |(product_id, _)| *product_id)
        .column("delta_thousandths", |(_, delta)| *delta)
        .insert(transaction, "stock_unplaced", "")
        .await
}
