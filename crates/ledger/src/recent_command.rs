//! Which commands ran before. Most leave an entry or a change of the cart under their id; the
//! others are remembered here.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::{cart, commit::Commit, entry_row, error::LedgerError, open::Ledger};

/// How many commands are remembered: far more than a screen can have in flight.
const COMMANDS_REMEMBERED: i64 = 256;

pub(crate) const FIND: &str = "SELECT 1 FROM recent_commands WHERE command_id = ?1";

impl Ledger {
    /// Whether this command ran before: it left an entry, is among the last that changed the cart,
    /// or is among the last that were remembered.
    pub fn command_is_known(&self, command_id: Uuid) -> Result<bool, LedgerError> {
        self.read(|connection| is_known(connection, command_id))
    }
}

impl Commit<'_> {
    /// See [`Ledger::command_is_known`]; sees what this commit wrote.
    pub fn command_is_known(&self, command_id: Uuid) -> Result<bool, LedgerError> {
        is_known(self.connection, command_id)
    }

    /// Remembers a command that left nothing else under its id. Nothing for one that did.
    pub fn command_remember(&mut self, command_id: Uuid) -> Result<(), LedgerError> {
        if is_known(self.connection, command_id)? {
            return Ok(());
        }
        self.connection
            .prepare_cached("INSERT INTO recent_commands (command_id) VALUES (?1)")?
            .execute([command_id])?;
        let newest = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached("DELETE FROM recent_commands WHERE number <= ?1")?
            .execute([newest.saturating_sub(COMMANDS_REMEMBERED)])?;
        Ok(())
    }
}

fn is_known(connection: &Connection, command_id: Uuid) -> Result<bool, LedgerError> {
    if cart::knows(connection, command_id)? || entry_row::by_id(connection, command_id)?.is_some() {
        return Ok(true);
    }
    let found: Option<i64> = connection
        .prepare_cached(FIND)?
        .query_row([command_id], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}
