//! Where the log ends.

use domain::entry::{Hash, Head};
use rusqlite::{Connection, OptionalExtension};

use crate::{error::LedgerError, sql_value};

/// The last entry of the file: its head, and its position.
pub(crate) const LAST: &str = "SELECT epoch, seq, hash, position FROM entries \
     WHERE position = (SELECT max(position) FROM entries)";

/// The last entry of the file, if there is one.
pub(crate) fn last(connection: &Connection) -> Result<Option<(Head, i64)>, LedgerError> {
    Ok(connection
        .prepare_cached(LAST)?
        .query_row([], |row| {
            let head = Head {
                epoch: row.get(0)?,
                seq: sql_value::unsigned(row, 1)?,
                hash: Hash(row.get(2)?),
            };
            Ok((head, row.get(3)?))
        })
        .optional()?)
}
