//! The server's own state of what has pending changes: where the local state goes back to when they
//! are settled.

use rusqlite::{Connection, OptionalExtension};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{error::LedgerError, sql_value};

/// What the feed told last; nothing when it has not told since the first pending change.
pub(crate) fn read<T: DeserializeOwned>(
    connection: &Connection,
    entity_id: Uuid,
) -> Result<Option<T>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT state FROM pulled_states WHERE entity_id = ?1")?
        .query_row([entity_id], |row| sql_value::from_json(row, 0))
        .optional()?)
}

/// Keeps the state while changes are pending, and forgets it when none are.
pub(crate) fn keep<T: Serialize>(
    connection: &Connection,
    entity_id: Uuid,
    state: &T,
    is_pending: bool,
) -> Result<(), LedgerError> {
    if is_pending {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO pulled_states (entity_id, state) VALUES (?1, ?2)",
            )?
            .execute((entity_id, serde_json::to_string(state)?))?;
    } else {
        connection
            .prepare_cached("DELETE FROM pulled_states WHERE entity_id = ?1")?
            .execute([entity_id])?;
    }
    Ok(())
}
