//! Entries that were appended again in a later epoch count only at their first position
//! (Promise 2).

use rusqlite::Connection;

use crate::error::LedgerError;
use crate::table::entries::{self, StoredEntry};
use crate::table::epochs;

/// Whether this entry repeats one at a lower position. Entries of the first epoch never do.
pub(crate) fn is_replay(
    connection: &Connection,
    stored: &StoredEntry,
) -> Result<bool, LedgerError> {
    Ok(epochs::is_later(connection, stored.entry.header.epoch)?
        && entries::has_earlier_copy(connection, stored)?)
}
