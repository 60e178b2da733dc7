//! `transaction_items`: the lines of transactions.

use domain::money::Cents;
use domain::transaction::TransactionItem;
use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `transaction_items`.
pub(crate) struct ItemRow<'e> {
    pub(crate) transaction_id: Uuid,
    pub(crate) item: &'e TransactionItem,
}

/// The quantity of a product that was sold by a sale, or returned in its refunds.
pub(crate) struct QuantityRow {
    /// The sale.
    pub(crate) transaction_id: Uuid,
    pub(crate) product_id: Uuid,
    pub(crate) quantity_thousandths: i64,
    pub(crate) is_refund: bool,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    rows: &[ItemRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .column("transaction_id", |row| row.transaction_id)
        .column("line", |row| {
            i32::try_from(row.item.line).unwrap_or(i32::MAX)
        })
        .column("product_id", |row| row.item.product_id)
        .column("product_name", |row| row.item.product_name.as_str())
        .column("sku", |row| row.item.sku.as_deref())
        .column("barcode", |row| row.item.barcode.as_deref())
        .column("unit", |row| row.item.unit.as_deref())
        .column("quantity", |row| {
            row.item.quantity_thousandths.thousandths()
        })
        .column("unit_price_cents", |row| row.item.unit_price_cents.value())
        .column("cost_cents", |row| row.item.cost_cents.map(Cents::value))
        .column("gross_cents", |row| row.item.gross_cents.value())
        .column("discount_cents", |row| row.item.discount_cents.value())
        .column("net_cents", |row| row.item.net_cents.value())
        .column("subtotal_cents", |row| row.item.subtotal_cents.value())
        .insert(transaction, "transaction_items", "")
        .await
}

/// The quantities that these sales sold and their refunds brought back.
pub(crate) async fn quantities(
    transaction: &DbTransaction,
    sales: &[Uuid],
) -> Result<Vec<QuantityRow>, DatabaseError> {
    const QUANTITIES: &str = include_str!("sql/item_quantities.sql");
    let rows = transaction
        .query(QUANTITIES, &[&transaction.organization_id(), &sales])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(QuantityRow {
                transaction_id: row.try_get("transaction_id")?,
                product_id: row.try_get("product_id")?,
                quantity_thousandths: row.try_get("quantity_thousandths")?,
                is_refund: row.try_get("is_refund")?,
            })
        })
        .collect()
}
