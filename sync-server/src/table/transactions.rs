//! `transactions`: sales and refunds.

use std::collections::BTreeSet;

use domain::Code as _;
use domain::transaction::TransactionBody;
use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `transactions`.
pub(crate) struct NewTransaction<'e> {
    pub(crate) entry_id: Uuid,
    pub(crate) recorded_at_ms: i64,
    pub(crate) body: &'e TransactionBody,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    rows: &[NewTransaction<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .shared("register_id", &register_id)
        .shared("payment_status", &"paid")
        .column("transaction_id", |row| row.body.transaction_id)
        .column("entry_id", |row| row.entry_id)
        .column("shift_id", |row| row.body.shift_id)
        .column("cashier_id", |row| row.body.cashier_id)
        .column("kind", |row| row.body.kind.as_str())
        .column("receipt_number", |row| row.body.receipt_number.as_str())
        // A larger number was quarantined before.
        .column("receipt_seq", |row| {
            i64::try_from(row.body.receipt_seq).unwrap_or(i64::MAX)
        })
        .column("original_transaction_id", |row| {
            row.body.original_transaction_id
        })
        .column("business_date", |row| row.body.business_date)
        .column("recorded_at_ms", |row| row.recorded_at_ms)
        .column("currency", |row| row.body.currency.as_str())
        .column("gross_amount_cents", |row| {
            row.body.gross_amount_cents.value()
        })
        .column("discount_cents", |row| row.body.discount_cents.value())
        .column("tax_cents", |row| row.body.tax_cents.value())
        .column("net_amount_cents", |row| row.body.net_amount_cents.value())
        .column("rounding_cents", |row| row.body.rounding_cents.value())
        .column("change_cents", |row| row.body.change_cents.value())
        .column("tax_lines", |row| {
            serde_json::to_value(&row.body.tax_lines).unwrap_or_default()
        })
        .column("payment_method", |row| row.body.payment_summary().as_str())
        .insert(transaction, "transactions", "")
        .await
}

/// Which of these ids are stored. Each is looked up separately, so that the planner cannot choose
/// to read the whole table.
pub(crate) async fn known(
    transaction: &DbTransaction,
    transaction_ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, DatabaseError> {
    const KNOWN: &str = "select hit.transaction_id from unnest($2::uuid[]) wanted (id) \
         cross join lateral (select transaction_id from transactions \
           where organization_id = $1 and transaction_id = wanted.id limit 1) hit";
    if transaction_ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = transaction
        .query(KNOWN, &[&transaction.organization_id(), &transaction_ids])
        .await?;
    rows.iter()
        .map(|row| Ok(row.try_get("transaction_id")?))
        .collect()
}

/// Which of these receipt numbers the register gave before.
pub(crate) async fn known_receipts(
    transaction: &DbTransaction,
    register_id: Uuid,
    receipt_numbers: &[&str],
) -> Result<BTreeSet<String>, DatabaseError> {
    const KNOWN: &str = "select hit.receipt_number from unnest($3::text[]) wanted (number) \
         cross join lateral (select receipt_number from transactions \
           where organization_id = $1 and register_id = $2 \
             and receipt_number = wanted.number limit 1) hit";
    if receipt_numbers.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = transaction
        .query(
            KNOWN,
            &[
                &transaction.organization_id(),
                &register_id,
                &receipt_numbers,
            ],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(row.try_get("receipt_number")?))
        .collect()
}

/// Locks sales, so that two registers that refund one sale do it one after the other.
pub(crate) async fn lock(transaction: &DbTransaction, sales: &[Uuid]) -> Result<(), DatabaseError> {
    const LOCK: &str = "select transaction_id from transactions \
         where organization_id = $1 and transaction_id = any($2) \
         order by transaction_id for update";
    transaction
        .query(LOCK, &[&transaction.organization_id(), &sales])
        .await?;
    Ok(())
}
