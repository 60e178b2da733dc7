//! The last commands that left neither an entry nor a change of the cart.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;

/// How many commands are remembered: far more than a screen can have in flight.
const COMMANDS_REMEMBERED: i64 = 256;

pub(crate) const FIND: &str = "SELECT 1 FROM recent_commands WHERE command_id = ?1";

pub(crate) fn knows(connection: &Connection, command_id: Uuid) -> Result<bool, LedgerError> {
    Ok(connection.prepare_cached(FIND)?.exists([command_id])?)
}

/// Adds a command, and forgets the oldest one when there are too many.
pub(crate) fn insert(connection: &Connection, command_id: Uuid) -> Result<(), LedgerError> {
    connection
        .prepare_cached("INSERT INTO recent_commands (command_id) VALUES (?1)")?
        .execute([command_id])?;
    let newest = connection.last_insert_rowid();
    connection
        .prepare_cached("DELETE FROM recent_commands WHERE number <= ?1")?
        .execute([newest.saturating_sub(COMMANDS_REMEMBERED)])?;
    Ok(())
}
