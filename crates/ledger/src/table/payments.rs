//! The payments of transactions.

use domain::Code as _;
use domain::tender::Payment;
use rusqlite::Connection;

use crate::error::LedgerError;

pub(crate) fn insert(
    connection: &Connection,
    position: i64,
    payments: &[Payment],
) -> Result<(), LedgerError> {
    for (line, payment) in (1_i64..).zip(payments) {
        connection
            .prepare_cached(
                "INSERT INTO payments (position, line, method, amount_cents, reference)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                position,
                line,
                payment.method.as_str(),
                payment.amount_cents.value(),
                &payment.reference,
            ))?;
    }
    Ok(())
}
