//! The settings of the store, one row a change. A receipt shows those that were in force when it
//! was issued.
//!
//! Every row is read through the codec of entries, because the settings of an older program have
//! the shape of its version of `store_changed`.

use domain::entry::kinds::StoreChanged;
use domain::entry::{EntryBody, EntryKind};
use domain::store::StoreSettings;
use rusqlite::{Connection, OptionalExtension, Row};

use super::entries;
use crate::error::LedgerError;
use crate::sqlite::value;

pub(crate) const IN_FORCE: &str = "SELECT position, body, body_version FROM store_versions \
     WHERE position <= ?1 ORDER BY position DESC, version_no DESC LIMIT 1";

enum SettingsLocation {
    /// In the entry at this position.
    Entry(i64),
    /// In the row: the body of a `store_changed` entry.
    Row { version: u16, body: Vec<u8> },
}

/// Adds the settings of the entry at this position. They hold from there on.
pub(crate) fn insert(connection: &Connection, position: i64) -> Result<(), LedgerError> {
    connection
        .prepare_cached("INSERT INTO store_versions (position) VALUES (?1)")?
        .execute([position])?;
    Ok(())
}

/// Adds settings from the feed. They hold from this position on.
pub(crate) fn insert_fed(
    connection: &Connection,
    position: i64,
    feed_seq: u64,
    settings: &StoreSettings,
) -> Result<(), LedgerError> {
    let changed = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings: settings.clone(),
    }));
    let encoded = changed.encode().map_err(LedgerError::Body)?;
    connection
        .prepare_cached(
            "INSERT INTO store_versions (position, feed_seq, body, body_version)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((
            position,
            value::signed(feed_seq),
            encoded.bytes,
            encoded.version,
        ))?;
    Ok(())
}

/// The settings that were in force at a position; `None` before the setup.
pub(crate) fn at(
    connection: &Connection,
    position: i64,
) -> Result<Option<StoreSettings>, LedgerError> {
    let location = connection
        .prepare_cached(IN_FORCE)?
        .query_row([position], read_location)
        .optional()?;
    let unreadable = || LedgerError::Unreadable { column: "settings" };
    let body = match location {
        None => return Ok(None),
        Some(SettingsLocation::Row { version, body }) => {
            EntryBody::decode(&EntryKind::StoreChanged, version, &body)
        }
        Some(SettingsLocation::Entry(position)) => {
            let entry = entries::at(connection, position)?
                .ok_or_else(unreadable)?
                .entry;
            EntryBody::decode(&entry.header.kind, entry.header.version, &entry.body)
        }
    }
    .map_err(LedgerError::Body)?;
    let changed = body.store_change().ok_or_else(unreadable)?;
    Ok(Some(changed.settings.clone()))
}

fn read_location(row: &Row<'_>) -> rusqlite::Result<SettingsLocation> {
    Ok(match row.get("body")? {
        None => SettingsLocation::Entry(row.get("position")?),
        Some(body) => SettingsLocation::Row {
            version: row.get("body_version")?,
            body,
        },
    })
}
