//! The source of the current products, people and settings.

use rusqlite::Connection;

use crate::error::LedgerError;
use crate::table::sync_state;

/// The source of the current products, people and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// From the log alone: the register has no server, and its tables are a fold of its entries.
    Log,
    /// From the server's feed: an own entry is a pending change over the feed's state.
    Feed,
    /// From neither: the log of an enrolled register is folded into a scratch file, to which the
    /// feed is not applied.
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
