//! Sales and refunds, one narrow row each.

use domain::{
    tender::{Payment, PaymentMethod},
    transaction::TransactionBody,
};
use rusqlite::{Connection, named_params};

use crate::{entry_row::StoredEntry, error::LedgerError, sql_value};

const INSERT: &str = "INSERT INTO transactions (position, transaction_id, epoch, receipt_seq,
         receipt_number, kind, shift_id, cashier_id, original_transaction_id, business_date,
         recorded_at_ms, utc_offset_minutes, currency, item_count, gross_amount_cents,
         discount_cents, tax_cents, net_amount_cents, rounding_cents, change_cents,
         payment_method)
     VALUES (:position, :transaction_id, :epoch, :receipt_seq, :receipt_number, :kind, :shift_id,
         :cashier_id, :original_transaction_id, :business_date, :recorded_at_ms,
         :utc_offset_minutes, :currency, :item_count, :gross_amount_cents, :discount_cents,
         :tax_cents, :net_amount_cents, :rounding_cents, :change_cents, :payment_method)";

pub(super) fn completed(
    connection: &Connection,
    stored: &StoredEntry,
    body: &TransactionBody,
) -> Result<(), LedgerError> {
    // Pair assertion: the sums were checked when the body was made, and are checked where the
    // tables begin to depend on them.
    body.check().map_err(LedgerError::Transaction)?;
    let header = &stored.entry.header;
    connection.prepare_cached(INSERT)?.execute(named_params! {
        ":position": stored.position,
        ":transaction_id": body.transaction_id,
        ":epoch": header.epoch,
        ":receipt_seq": sql_value::signed(body.receipt_seq),
        ":receipt_number": body.receipt_number,
        ":kind": sql_value::to_code(&body.kind)?,
        ":shift_id": body.shift_id,
        ":cashier_id": body.cashier_id,
        ":original_transaction_id": body.original_transaction_id,
        ":business_date": body.business_date.to_string(),
        ":recorded_at_ms": header.recorded_at_ms,
        ":utc_offset_minutes": header.clock.utc_offset_minutes,
        ":currency": body.currency,
        ":item_count": i64::try_from(body.items.len()).unwrap_or(i64::MAX),
        ":gross_amount_cents": body.gross_amount_cents.value(),
        ":discount_cents": body.discount_cents.value(),
        ":tax_cents": body.tax_cents.value(),
        ":net_amount_cents": body.net_amount_cents.value(),
        ":rounding_cents": body.rounding_cents.value(),
        ":change_cents": body.change_cents.value(),
        ":payment_method": method_code(&body.payments)?,
    })?;
    Ok(())
}

/// The method that paid, `mixed` when several did, `none` when nothing was due.
fn method_code(payments: &[Payment]) -> Result<String, LedgerError> {
    let mut methods = payments.iter().map(|payment| payment.method);
    let Some(first): Option<PaymentMethod> = methods.next() else {
        return Ok("none".to_owned());
    };
    if methods.any(|method| method != first) {
        return Ok("mixed".to_owned());
    }
    Ok(sql_value::to_code(&first)?)
}
