//! The registers of the organization, from the feed.

use domain::Code as _;
use domain::feed::RegisterState;
use rusqlite::Connection;

use crate::error::LedgerError;
use crate::sqlite::value;

/// Writes a register; returns whether it changed.
pub(crate) fn put(connection: &Connection, state: &RegisterState) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO feed_registers (register_id, store_id, name, status)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (register_id) DO UPDATE SET store_id = excluded.store_id,
                 name = excluded.name, status = excluded.status
             WHERE (store_id, name, status) <> (excluded.store_id, excluded.name, excluded.status)",
        )?
        .execute((
            state.register_id,
            state.store_id,
            &state.name,
            state.status.as_str(),
        ))?;
    Ok(changed > 0)
}

/// All registers by name.
pub(crate) fn all(connection: &Connection) -> Result<Vec<RegisterState>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT register_id, store_id, name, status FROM feed_registers
         ORDER BY name, register_id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(RegisterState {
            register_id: row.get("register_id")?,
            store_id: row.get("store_id")?,
            name: row.get("name")?,
            status: value::from_code(row, "status")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets all of them: a snapshot holds every register.
pub(crate) fn clear(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("DELETE FROM feed_registers", [])?;
    Ok(())
}
