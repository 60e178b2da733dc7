//! Moving the log into the file.

use std::{fs, sync::PoisonError, time::Duration};

use rusqlite::Connection;

use crate::{
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
        Checkpoint::Passive => {
            Ok(folder.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
        }
        Checkpoint::Truncate => {
            let _turn = shared.gate.enter();
            truncate(&folder)
        }
    }
}

/// Cuts the log, or leaves it for the next time when somebody reads: whoever waits at the gate
/// must not wait for a reader.
pub(crate) fn truncate(connection: &Connection) -> Result<(), LedgerError> {
    connection.busy_timeout(Duration::from_millis(20))?;
    let outcome = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    connection.busy_timeout(crate::connection::BUSY_LIMIT)?;
    match outcome.map_err(LedgerError::from) {
        Err(LedgerError::Busy) => Ok(()),
        other => other,
    }
}
