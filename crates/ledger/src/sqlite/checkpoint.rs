//! Moving the log into the file.

use std::{fs, sync::PoisonError, time::Duration};

use rusqlite::Connection;

use crate::{
    connection::{BUSY_LIMIT, LogSize},
    error::LedgerError,
    open::{Shared, beside},
};

/// How much a checkpoint may disturb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checkpoint {
    /// Moves what can be moved while others read and write.
    Passive,
    /// Keeps writers out for a moment, moves everything, and cuts the log to nothing.
    Truncate,
}

/// How long a checkpoint that wants the log for itself waits for readers.
const READER_PATIENCE: Duration = Duration::from_millis(20);

/// Size of the log on disk, in bytes.
pub(crate) fn log_bytes(shared: &Shared) -> u64 {
    fs::metadata(beside(&shared.path, "-wal")).map_or(0, |metadata| metadata.len())
}

/// Checkpoints on the maintenance connection.
pub(crate) fn run(shared: &Shared, kind: Checkpoint) -> Result<(), LedgerError> {
    if log_bytes(shared) == 0 {
        return Ok(());
    }
    let folder = shared.folder.lock().unwrap_or_else(PoisonError::into_inner);
    match kind {
        Checkpoint::Passive => passive(&folder, &shared.log),
        Checkpoint::Truncate => {
            let _turn = shared.gate.enter();
            truncate(&folder, &shared.log)
        }
    }
}

fn passive(connection: &Connection, log: &LogSize) -> Result<(), LedgerError> {
    let (pages, moved): (i64, i64) =
        connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
            Ok((row.get(1)?, row.get(2)?))
        })?;
    if pages == moved {
        log.note_emptied();
    }
    Ok(())
}

/// Cuts the log, or leaves it for the next time when somebody reads: whoever waits at the gate
/// must not wait for a reader.
pub(crate) fn truncate(connection: &Connection, log: &LogSize) -> Result<(), LedgerError> {
    connection.busy_timeout(READER_PATIENCE)?;
    let outcome = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, bool>(0)
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
