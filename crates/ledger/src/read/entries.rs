//! The log itself.

use domain::entry::Head;
use uuid::Uuid;

use super::head;
use crate::{
    entry_row::{self, StoredEntry},
    error::LedgerError,
    open::Ledger,
};

/// Most entries that one call returns: a page, so that no read lasts long.
const PAGE_LIMIT: u32 = 1000;

impl Ledger {
    /// The last entry of the epoch that is written to; seq 0 before the first.
    pub fn head(&self) -> Result<Head, LedgerError> {
        let epoch = self.identity().epoch;
        self.read(|connection| {
            Ok(match head::last(connection)? {
                Some((head, _)) if head.epoch == epoch => head,
                _ => Head::start(epoch),
            })
        })
    }

    /// The entry with this id: a command that ran before is answered from it.
    pub fn entry_by_id(&self, entry_id: Uuid) -> Result<Option<StoredEntry>, LedgerError> {
        self.read(|connection| entry_row::by_id(connection, entry_id))
    }

    /// Up to `limit` (at most 1000) entries after a position, in order. Paging by the last
    /// position reads the whole log in short reads.
    pub fn entries_after(
        &self,
        position: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntry>, LedgerError> {
        self.read(|connection| entry_row::after(connection, position, limit.min(PAGE_LIMIT)))
    }

    /// The last `limit` (at most 1000) entries, the newest first.
    pub fn tail(&self, limit: u32) -> Result<Vec<StoredEntry>, LedgerError> {
        self.read(|connection| entry_row::last(connection, limit.min(PAGE_LIMIT)))
    }
}
