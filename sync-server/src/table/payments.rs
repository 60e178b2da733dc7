//! `payments`: the payments of transactions.

use domain::Code as _;
use domain::tender::Payment;
use uuid::Uuid;

use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `payments`.
pub(crate) struct PaymentRow<'e> {
    pub(crate) transaction_id: Uuid,
    /// Counted from 1 within the transaction.
    pub(crate) line: i32,
    pub(crate) payment: &'e Payment,
}

pub(crate) async fn insert(
    transaction: &DbTransaction,
    rows: &[PaymentRow<'_>],
) -> Result<u64, DatabaseError> {
    RowSet::new(rows)
        .column("transaction_id", |row| row.transaction_id)
        .column("line", |row| row.line)
        .column("method", |row| row.payment.method.as_str())
        .column("amount_cents", |row| row.payment.amount_cents.value())
        .column("tendered_cents", |row| row.payment.tendered_cents.value())
        .column("change_cents", |row| row.payment.change_cents.value())
        .column("reference", |row| row.payment.reference.as_deref())
        .insert(transaction, "payments", "")
        .await
}
