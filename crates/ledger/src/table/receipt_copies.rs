//! How many copies of each receipt were printed.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::LedgerError;

pub(crate) const COPIES: &str = "SELECT copies FROM receipt_copies WHERE transaction_id = ?1";

/// The number of the last copy; 0 when there was none.
pub(crate) fn copies(connection: &Connection, transaction_id: Uuid) -> Result<u32, LedgerError> {
    let copies: Option<u32> = connection
        .prepare_cached(COPIES)?
        .query_row([transaction_id], |row| row.get("copies"))
        .optional()?;
    Ok(copies.unwrap_or(0))
}

/// Notes a copy. A repeated note has no effect.
pub(crate) fn note(
    connection: &Connection,
    transaction_id: Uuid,
    copy: u32,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO receipt_copies (transaction_id, copies) VALUES (?1, ?2)
             ON CONFLICT (transaction_id) DO UPDATE SET copies = max(copies, excluded.copies)",
        )?
        .execute((transaction_id, copy.max(1)))?;
    Ok(())
}
