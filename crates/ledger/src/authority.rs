//! Where the current products, people and settings come from.

use rusqlite::Connection;

use crate::error::LedgerError;
use crate::table::sync_state;

/// Where the current products, people and settings come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// From the log alone: the register has no server, and its tables are a fold of its entries.
    Log,
    /// From the server's feed: an own entry is a pending change over the feed's state.
    Feed,
    /// From neither: an enrolled register's log is folded into a scratch file, which the feed does
    /// not reach.
    Elsewhere,
}

impl Authority {
    /// The authority of an opened ledger.
    pub(crate) fn of(connection: &Connection) -> Result<Self, LedgerError> {
        Ok(if sync_state::is_enrolled(connection)? {
            Self::Feed
        } else {
            Self::Log
        })
    }
}
