//! The small steps in which a snapshot writes, and the bound on the log that they fill.

use rusqlite::Connection;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::maintenance::CHECKPOINT_FROM_BYTES;
use crate::sqlite::checkpoint::Checkpoint;
use crate::table::products::staging;

/// Steps of freeing tables in one slice, when no thread waits to write.
const STEPS_AT_ONCE: u32 = 20;

/// One database transaction of the maintenance connection. Its data can be fetched again.
pub(super) fn run(
    ledger: &Ledger,
    work: impl FnOnce(&Connection) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let mut folder = ledger.shared.folder();
    ledger.shared.fold(&mut folder, work)
}

/// Drops the tables that are not live, step by step.
pub(super) fn free_tables(ledger: &Ledger) -> Result<(), LedgerError> {
    let writer = &ledger.shared.writer;
    let mut is_more = true;
    while is_more {
        run(ledger, |connection| {
            for _ in 0..STEPS_AT_ONCE {
                is_more = staging::shrink(connection)?;
                if !is_more || writer.has_waiting() {
                    break;
                }
            }
            Ok(())
        })?;
        writer.let_one_pass();
        bound_log(ledger)?;
    }
    Ok(())
}

/// Moves the log into the file when it is large.
pub(super) fn bound_log(ledger: &Ledger) -> Result<(), LedgerError> {
    if ledger.shared.log.bytes() < CHECKPOINT_FROM_BYTES {
        return Ok(());
    }
    ledger.shared.checkpoint(Checkpoint::Passive)
}
