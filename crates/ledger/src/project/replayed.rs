//! Documents that were appended again in a later epoch count where they stood first (Promise 2).

use rusqlite::Connection;

use crate::{entry_row::StoredEntry, error::LedgerError};

/// Entries of one id at lower positions, with the same kind and body.
pub(crate) const EARLIER: &str = "SELECT 1 FROM entries WHERE entry_id = ?1 AND position < ?2 \
     AND kind = ?3 AND body = ?4 LIMIT 1";

/// Whether the same document stands at a lower position.
pub(crate) fn is_again(connection: &Connection, stored: &StoredEntry) -> Result<bool, LedgerError> {
    let header = &stored.entry.header;
    let in_first_epoch = connection
        .prepare_cached("SELECT (SELECT epoch FROM epochs ORDER BY first_position LIMIT 1) = ?1")?
        .query_row([header.epoch], |row| row.get::<_, Option<bool>>(0))?;
    if in_first_epoch != Some(false) {
        return Ok(false);
    }
    Ok(connection.prepare_cached(EARLIER)?.exists((
        header.entry_id,
        stored.position,
        header.kind.as_str(),
        &stored.entry.body,
    ))?)
}
