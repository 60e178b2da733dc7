//! The server's last state of each entity that has pending changes (`pulled_states`). The local
//! state goes back to it when the changes are confirmed.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

/// The state that the feed brought last; nothing when it brought none since the first pending
/// change.
pub(crate) fn read<T: DeserializeOwned>(
    connection: &Connection,
    entity_id: Uuid,
) -> Result<Option<T>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT state FROM pulled_states WHERE entity_id = ?1")?
        .query_row([entity_id], |row| value::from_json(row, "state"))
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

/// Forgets all of them: a snapshot brings every entity.
pub(crate) fn clear(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("DELETE FROM pulled_states", [])?;
    Ok(())
}
