//! Checkpoints move the pages of the log into the database's file.

use std::time::Duration;

use rusqlite::Connection;

use super::connection::BUSY_LIMIT;
use super::log_size::LogSize;
use crate::error::LedgerError;

/// How much a checkpoint may disturb others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checkpoint {
    /// Moves the pages that can be moved while others read and write.
    Passive,
    /// Keeps writers out for a moment, moves everything, and truncates the log.
    Truncate,
}

/// How long a truncating checkpoint waits for readers.
const READER_PATIENCE: Duration = Duration::from_millis(20);

/// See [`Checkpoint::Passive`].
pub(crate) fn passive(connection: &Connection, log: &LogSize) -> Result<(), LedgerError> {
    let (pages, moved): (i64, i64) =
        connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
            Ok((row.get("log")?, row.get("checkpointed")?))
        })?;
    if pages == moved {
        log.note_emptied();
    }
    Ok(())
}

/// See [`Checkpoint::Truncate`]. While another connection reads, it leaves the log for the next
/// time, because a queued commit must not wait for a reader.
pub(crate) fn truncate(connection: &Connection, log: &LogSize) -> Result<(), LedgerError> {
    connection.busy_timeout(READER_PATIENCE)?;
    let outcome = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, bool>("busy")
    });
    connection.busy_timeout(BUSY_LIMIT)?;
    match outcome.map_err(LedgerError::from) {
        Ok(false) => {
            log.note_emptied();
            Ok(())
        }
        Ok(true) | Err(LedgerError::Busy) => Ok(()),
        Err(error) => Err(error),
    }
}
