//! The store's settings.

use domain::store::StoreSettings;
use rusqlite::{Connection, OptionalExtension};

use crate::{commit::Commit, error::LedgerError, open::Ledger, sql_value};

pub(crate) const IN_FORCE: &str = "SELECT settings FROM store_versions \
     WHERE position <= ?1 ORDER BY position DESC, version_no DESC LIMIT 1";

impl Ledger {
    /// The settings in force; nothing before the setup.
    pub fn store_settings(&self) -> Result<Option<StoreSettings>, LedgerError> {
        self.store_settings_at(i64::MAX)
    }

    /// The settings that were in force at a position: a receipt that is printed again has the
    /// shop's old address.
    pub fn store_settings_at(&self, position: i64) -> Result<Option<StoreSettings>, LedgerError> {
        self.read(|connection| at(connection, position))
    }
}

impl Commit<'_> {
    /// See [`Ledger::store_settings`]; sees what this commit wrote.
    pub fn store_settings(&self) -> Result<Option<StoreSettings>, LedgerError> {
        at(self.connection, i64::MAX)
    }
}

pub(crate) fn at(
    connection: &Connection,
    position: i64,
) -> Result<Option<StoreSettings>, LedgerError> {
    Ok(connection
        .prepare_cached(IN_FORCE)?
        .query_row([position], |row| sql_value::from_json(row, 0))
        .optional()?)
}
