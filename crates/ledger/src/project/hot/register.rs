//! Who the register is, the store's settings, the people.

use domain::entry::body::{RegisterOpened, StoreChanged, UserChanged};
use rusqlite::Connection;

use crate::{entry_row::StoredEntry, error::LedgerError, sql_value};

pub(super) fn opened(
    connection: &Connection,
    stored: &StoredEntry,
    body: &RegisterOpened,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO epochs (first_position, epoch, public_key) VALUES (?1, ?2, ?3)",
        )?
        .execute((
            stored.position,
            stored.entry.header.epoch,
            body.public_key.to_hex(),
        ))?;
    Ok(())
}

pub(super) fn store_changed(
    connection: &Connection,
    stored: &StoredEntry,
    body: &StoreChanged,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached("INSERT INTO store_versions (position, settings) VALUES (?1, ?2)")?
        .execute((stored.position, serde_json::to_string(&body.settings)?))?;
    Ok(())
}

pub(super) fn user_changed(connection: &Connection, body: &UserChanged) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO users (user_id, role, active, profile_commitment)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE SET role = excluded.role,
                 active = excluded.active, profile_commitment = excluded.profile_commitment",
        )?
        .execute((
            body.user_id,
            sql_value::to_code(&body.role)?,
            body.active,
            body.profile_commitment.0,
        ))?;
    Ok(())
}
