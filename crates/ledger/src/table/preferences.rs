//! Preferences of this register: JSON by name.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::LedgerError;

pub(crate) fn read<T: DeserializeOwned>(
    connection: &Connection,
    name: &str,
) -> Result<Option<T>, LedgerError> {
    let value: Option<String> = connection
        .prepare_cached("SELECT value FROM preferences WHERE name = ?1")?
        .query_row([name], |row| row.get("value"))
        .optional()?;
    Ok(value
        .map(|value| serde_json::from_str(&value))
        .transpose()?)
}

pub(crate) fn put<T: Serialize>(
    connection: &Connection,
    name: &str,
    value: &T,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO preferences (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute((name, serde_json::to_string(value)?))?;
    Ok(())
}
