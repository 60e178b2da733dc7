//! Rows of the feed that this program cannot read: a newer server knows more.
//!
//! The lowest of them is noted with the version of the program. Another version goes back to it and
//! reads from there again.

use domain::feed::UnknownChange;
use rusqlite::Connection;

use crate::error::LedgerError;
use crate::table::sync_state;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Notes a row that cannot be read.
pub(super) fn note(
    connection: &Connection,
    feed_seq: u64,
    change: &UnknownChange,
) -> Result<(), LedgerError> {
    log::warn!(
        "version {VERSION} cannot read row {feed_seq} of the feed: {}",
        change.reason()
    );
    sync_state::note_skipped(connection, feed_seq, VERSION)
}

/// Goes back to the rows that another version could not read.
pub(crate) fn read_again(connection: &Connection) -> Result<(), LedgerError> {
    sync_state::rewind_to_skipped(connection, VERSION)
}
