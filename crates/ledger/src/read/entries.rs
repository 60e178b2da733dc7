//! The log itself.

use domain::entry::Head;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::entries::{self, StoredEntry};

/// Most entries that one call returns: a page, so that no read lasts long.
const PAGE_LIMIT: u32 = 1000;

impl Ledger {
    /// The last entry of the current epoch; seq 0 before the first.
    pub fn head(&self) -> Result<Head, LedgerError> {
        let epoch = self.identity().epoch;
        self.read(|connection| {
            Ok(match entries::last_head(connection)? {
                Some((head, _)) if head.epoch == epoch => head,
                _ => Head::start(epoch),
            })
        })
    }

    /// The entry with this id. A command that ran before is answered from it.
    pub fn entry_by_id(&self, entry_id: Uuid) -> Result<Option<StoredEntry>, LedgerError> {
        self.read(|connection| entries::by_id(connection, entry_id))
    }

    /// Up to `limit` (at most 1000) entries after a position, in order. Paging by the last
    /// position reads the whole log in short reads.
    pub fn entries_after(
        &self,
        position: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntry>, LedgerError> {
        self.read(|connection| entries::after(connection, position, limit.min(PAGE_LIMIT)))
    }

    /// The last `limit` (at most 1000) entries, newest first.
    pub fn tail(&self, limit: u32) -> Result<Vec<StoredEntry>, LedgerError> {
        self.read(|connection| entries::last(connection, limit.min(PAGE_LIMIT)))
    }
}
