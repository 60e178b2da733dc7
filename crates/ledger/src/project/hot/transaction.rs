//! Sales and refunds.

use domain::transaction::TransactionBody;
use rusqlite::Connection;

use crate::error::LedgerError;
use crate::table::entries::StoredEntry;
use crate::table::transactions;

pub(super) fn completed(
    connection: &Connection,
    stored: &StoredEntry,
    body: &TransactionBody,
) -> Result<(), LedgerError> {
    // Pair assertion: the sums were checked when the body was made. They are checked again here,
    // before the tables depend on them.
    body.check().map_err(LedgerError::Transaction)?;
    transactions::insert(connection, stored, body)
}
