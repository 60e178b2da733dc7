//! The settings of the store, one row a change. A receipt is headed by those in force when it was
//! issued.

use domain::store::StoreSettings;
use rusqlite::{Connection, OptionalExtension};

use crate::error::LedgerError;
use crate::sqlite::value;

pub(crate) const IN_FORCE: &str = "SELECT settings FROM store_versions \
     WHERE position <= ?1 ORDER BY position DESC, version_no DESC LIMIT 1";

/// Adds settings that hold from this position on. `feed_seq` is the row of the feed that they came
/// with; nothing when an entry of this log made them.
pub(crate) fn insert(
    connection: &Connection,
    position: i64,
    feed_seq: Option<u64>,
    settings: &StoreSettings,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO store_versions (position, feed_seq, settings) VALUES (?1, ?2, ?3)",
        )?
        .execute((
            position,
            feed_seq.map(value::signed),
            serde_json::to_string(settings)?,
        ))?;
    Ok(())
}

/// The settings that were in force at a position; nothing before the setup.
pub(crate) fn at(
    connection: &Connection,
    position: i64,
) -> Result<Option<StoreSettings>, LedgerError> {
    Ok(connection
        .prepare_cached(IN_FORCE)?
        .query_row([position], |row| value::from_json(row, "settings"))
        .optional()?)
}
