//! Preferences of this register, by name: printer, theme, text size.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::preferences;

impl Ledger {
    /// The preference with this name, if it was set.
    pub fn preference<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, LedgerError> {
        self.read(|connection| preferences::read(connection, name))
    }
}

impl Commit<'_> {
    /// See [`Ledger::preference`]; sees what this commit wrote.
    pub fn preference<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, LedgerError> {
        preferences::read(self.connection, name)
    }

    /// Stores the value under this name and replaces an older one.
    pub fn preference_set<T: Serialize>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), LedgerError> {
        preferences::put(self.connection, name, value)
    }
}
