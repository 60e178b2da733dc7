//! The server's last state of each entity that has pending changes (`pulled_states`). The local
//! state goes back to it when the changes are confirmed.
//!
//! The states are strict JSON, as they arrived. A program with another shape cannot read them. It
//! forgets them when it opens the file, and asks the server for the feed again.

use domain::feed::{ProductState, StoreState, UserState};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::LedgerError;

/// The last state from the feed; `None` if the feed brought none since the first pending change, or
/// if it cannot be read. Then the local state stays unchanged.
pub(crate) fn read<T: DeserializeOwned>(
    connection: &Connection,
    entity_id: Uuid,
) -> Result<Option<T>, LedgerError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT state FROM pulled_states WHERE entity_id = ?1")?
        .query_row([entity_id], |row| row.get("state"))
        .optional()?;
    let Some(json) = json else {
        return Ok(None);
    };
    let state = serde_json::from_str(&json).ok();
    if state.is_none() {
        // The state of a person holds secrets, which the reader's error message could quote.
        log::warn!("the stored server's state of {entity_id} cannot be read");
    }
    Ok(state)
}

/// Keeps the state while changes are pending, and forgets it when none are.
pub(crate) fn keep<T: Serialize>(
    connection: &Connection,
    entity_id: Uuid,
    state: &T,
    is_pending: bool,
) -> Result<(), LedgerError> {
    if !is_pending {
        return forget(connection, entity_id);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO pulled_states (entity_id, state) VALUES (?1, ?2)")?
        .execute((entity_id, serde_json::to_string(state)?))?;
    Ok(())
}

/// Forgets the state of an entity.
pub(crate) fn forget(connection: &Connection, entity_id: Uuid) -> Result<(), LedgerError> {
    connection
        .prepare_cached("DELETE FROM pulled_states WHERE entity_id = ?1")?
        .execute([entity_id])?;
    Ok(())
}

/// Forgets the states that this program cannot read; returns whether there were any.
pub(crate) fn forget_unreadable(connection: &Connection) -> Result<bool, LedgerError> {
    let mut statement = connection.prepare("SELECT entity_id, state FROM pulled_states")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get("entity_id")?, row.get::<_, String>("state")?))
    })?;
    let states: Vec<(Uuid, String)> = rows.collect::<Result<_, _>>()?;
    let mut unreadable = states
        .iter()
        .filter(|(_, json)| !is_readable(json))
        .peekable();
    let found = unreadable.peek().is_some();
    for (entity_id, _) in unreadable {
        log::warn!(
            "the server's state of {entity_id} is of another version: it is asked for again"
        );
        forget(connection, *entity_id)?;
    }
    Ok(found)
}

/// Whether the state has a shape that this program knows. The shapes of all entities differ.
fn is_readable(json: &str) -> bool {
    serde_json::from_str::<ProductState>(json).is_ok()
        || serde_json::from_str::<UserState>(json).is_ok()
        || serde_json::from_str::<StoreState>(json).is_ok()
}

/// Forgets all of them: a snapshot brings every entity.
pub(crate) fn clear(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("DELETE FROM pulled_states", [])?;
    Ok(())
}
