//! The store's settings.

use domain::store::StoreSettings;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::store_versions;

impl Ledger {
    /// The settings in force; `None` before the setup.
    pub fn store_settings(&self) -> Result<Option<StoreSettings>, LedgerError> {
        self.store_settings_at(i64::MAX)
    }

    /// The settings that were in force at a position: a receipt that is printed again has the
    /// shop's old address.
    pub fn store_settings_at(&self, position: i64) -> Result<Option<StoreSettings>, LedgerError> {
        self.read(|connection| store_versions::at(connection, position))
    }
}

impl Commit<'_> {
    /// See [`Ledger::store_settings`]; sees what this commit wrote.
    pub fn store_settings(&self) -> Result<Option<StoreSettings>, LedgerError> {
        store_versions::at(self.connection, i64::MAX)
    }
}
