//! Choices of this register, by name: printer, theme, text size.

use rusqlite::{Connection, OptionalExtension};
use serde::{Serialize, de::DeserializeOwned};

use crate::{commit::Commit, error::LedgerError, open::Ledger};

impl Ledger {
    /// The choice under this name, if it was made.
    pub fn preference<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, LedgerError> {
        self.read(|connection| read(connection, name))
    }
}

impl Commit<'_> {
    /// See [`Ledger::preference`]; sees what this commit wrote.
    pub fn preference<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, LedgerError> {
        read(self.connection, name)
    }

    /// Keeps a choice under a name.
    pub fn preference_set<T: Serialize>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), LedgerError> {
        self.connection
            .prepare_cached(
                "INSERT INTO preferences (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )?
            .execute((name, serde_json::to_string(value)?))?;
        Ok(())
    }
}

fn read<T: DeserializeOwned>(
    connection: &Connection,
    name: &str,
) -> Result<Option<T>, LedgerError> {
    let value: Option<String> = connection
        .prepare_cached("SELECT value FROM preferences WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value
        .map(|value| serde_json::from_str(&value))
        .transpose()?)
}
