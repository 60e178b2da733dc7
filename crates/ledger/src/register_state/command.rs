//! Which commands ran before. Most leave an entry or a change of the cart under their id; the
//! others are remembered separately.

use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::{carts, entries, recent_commands};

impl Ledger {
    /// Whether this command ran before: it left an entry, is among the last that changed the cart,
    /// or is among the last that were remembered.
    pub fn command_is_known(&self, command_id: Uuid) -> Result<bool, LedgerError> {
        self.read_warm(|connection| is_known(connection, command_id))
    }
}

impl Commit<'_> {
    /// See [`Ledger::command_is_known`]; sees what this commit wrote.
    pub fn command_is_known(&self, command_id: Uuid) -> Result<bool, LedgerError> {
        is_known(self.connection, command_id)
    }

    /// Remembers a command that left no entry and no change of the cart under its id. Does nothing
    /// for one that did.
    pub fn command_remember(&mut self, command_id: Uuid) -> Result<(), LedgerError> {
        if is_known(self.connection, command_id)? {
            return Ok(());
        }
        recent_commands::insert(self.connection, command_id)
    }
}

fn is_known(connection: &Connection, command_id: Uuid) -> Result<bool, LedgerError> {
    Ok(carts::knows(connection, command_id)?
        || entries::by_id(connection, command_id)?.is_some()
        || recent_commands::knows(connection, command_id)?)
}
