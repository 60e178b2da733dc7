//! The schema: numbered files, applied one after the other. An applied file is never edited.

use rusqlite::Connection;
use rusqlite_migration::{Error as MigrationError, M, Migrations};

use crate::error::LedgerError;

const STEPS: &[M<'static>] = &[
    M::up(include_str!(
        "../../../../migrations/register/0001_entries.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0002_hot_projections.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0003_register_state.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0004_catalog.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0005_cold_projections.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0006_sync.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0007_profile_feed.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0008_skipped_rows.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0009_carts.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0010_stored_shapes_and_refunds.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/register/0011_receipt_copies_and_refused_counts.sql"
    )),
];

/// Newest schema this program knows, kept in the file as `user_version`.
pub(crate) fn known_version() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Whether the file has the newest schema that this program knows.
pub(crate) fn is_up_to_date(connection: &Connection) -> Result<bool, LedgerError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(found == known_version())
}

/// Brings the file up to date, or refuses one that a newer program wrote.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LedgerError> {
    let known = known_version();
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(LedgerError::NewerVersion { found, known });
    }
    Migrations::from_slice(STEPS)
        .to_latest(connection)
        .map_err(|error| {
            if let MigrationError::RusqliteError { err, .. } = error {
                LedgerError::from(err)
            } else {
                LedgerError::NewerVersion { found, known }
            }
        })
}
