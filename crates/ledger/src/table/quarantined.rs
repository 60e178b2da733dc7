//! Entries of this register that the server keeps in quarantine: stored, but not projected.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;

/// An entry in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedRow {
    /// Position of the entry in this file.
    pub position: i64,
    pub entry_id: Uuid,
    /// The reason, by its code.
    pub reason: String,
    /// When the answer arrived, milliseconds since 1970-01-01 UTC by the register's clock.
    pub noted_at_ms: i64,
}

pub(crate) fn put(connection: &Connection, row: &QuarantinedRow) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO quarantined (position, entry_id, reason, noted_at_ms)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((row.position, row.entry_id, &row.reason, row.noted_at_ms))?;
    Ok(())
}

/// The newest first.
pub(crate) fn newest(
    connection: &Connection,
    limit: u32,
) -> Result<Vec<QuarantinedRow>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT position, entry_id, reason, noted_at_ms FROM quarantined
         ORDER BY position DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        Ok(QuarantinedRow {
            position: row.get("position")?,
            entry_id: row.get("entry_id")?,
            reason: row.get("reason")?,
            noted_at_ms: row.get("noted_at_ms")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
