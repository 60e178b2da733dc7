//! The lines and payments of transactions.

use domain::{money::Cents, transaction::TransactionBody};
use rusqlite::{Connection, named_params};

use crate::{error::LedgerError, sql_value};

pub(super) fn completed(
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
    for (line, payment) in (1_i64..).zip(&body.payments) {
        connection
            .prepare_cached(
                "INSERT INTO payments (position, line, method, amount_cents, reference)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                position,
                line,
                sql_value::to_code(&payment.method)?,
                payment.amount_cents.value(),
                &payment.reference,
            ))?;
    }
    Ok(())
}
