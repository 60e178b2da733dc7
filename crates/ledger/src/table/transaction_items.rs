//! The items of transactions.

use domain::money::Cents;
use domain::transaction::TransactionBody;
use rusqlite::{Connection, named_params};
use uuid::Uuid;

use crate::error::LedgerError;

pub(crate) fn insert(
    connection: &Connection,
    position: i64,
    body: &TransactionBody,
) -> Result<(), LedgerError> {
    for item in &body.items {
        connection
            .prepare_cached(
                "INSERT INTO transaction_items (position, line, product_id, product_name,
                     quantity_thousandths, unit_price_cents, cost_cents, gross_cents,
                     discount_cents, net_cents)
                 VALUES (:position, :line, :product_id, :product_name, :quantity_thousandths,
                     :unit_price_cents, :cost_cents, :gross_cents, :discount_cents, :net_cents)",
            )?
            .execute(named_params! {
                ":position": position,
                ":line": item.line,
                ":product_id": item.product_id,
                ":product_name": item.product_name,
                ":quantity_thousandths": item.quantity_thousandths.thousandths(),
                ":unit_price_cents": item.unit_price_cents.value(),
                ":cost_cents": item.cost_cents.map(Cents::value),
                ":gross_cents": item.gross_cents.value(),
                ":discount_cents": item.discount_cents.value(),
                ":net_cents": item.net_cents.value(),
            })?;
    }
    Ok(())
}

/// Products and quantities of the items of a transaction, in thousandths.
pub(crate) fn quantities(
    connection: &Connection,
    position: i64,
) -> Result<Vec<(Uuid, i64)>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT product_id, quantity_thousandths FROM transaction_items WHERE position = ?1",
    )?;
    let rows = statement.query_map([position], |row| {
        Ok((row.get("product_id")?, row.get("quantity_thousandths")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
