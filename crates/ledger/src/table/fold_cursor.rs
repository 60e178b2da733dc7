//! How far the cold projections are folded: one row.

use rusqlite::Connection;

use crate::error::LedgerError;

/// The last position that is folded.
pub(crate) fn read(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT position FROM fold_cursor WHERE only_row = 1")?
        .query_row([], |row| row.get("position"))?)
}

pub(crate) fn set(connection: &Connection, position: i64) -> Result<(), LedgerError> {
    connection
        .prepare_cached("UPDATE fold_cursor SET position = ?1 WHERE only_row = 1")?
        .execute([position])?;
    Ok(())
}
