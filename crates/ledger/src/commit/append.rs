//! Appends an entry: the next number, the link, the seal, the row, and the fold into the hot
//! tables.

use domain::entry::{Entry, EntryBody, EntryHeader, Hash, SigningKey, seal};
use uuid::Uuid;

use super::{Commit, Now, checks};
use crate::authority::Authority;
use crate::error::LedgerError;
use crate::project::hot;
use crate::table::entries::{self, StoredEntry};
use crate::table::pending;

/// An entry that was appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppendedEntry {
    /// 1..n over all epochs of this file.
    pub position: i64,
    /// 1..n within the epoch.
    pub seq: u64,
    /// The new head.
    pub hash: Hash,
}

impl Commit<'_> {
    /// Appends a document under its id (the command's) and folds it into the hot tables.
    ///
    /// An id that is in the log already is refused with [`LedgerError::DuplicateEntry`]. Ask
    /// [`Commit::find_command`] first, and answer a repeated command with the first result.
    pub fn append(
        &mut self,
        entry_id: Uuid,
        body: &EntryBody,
        now: Now,
        key: &SigningKey,
    ) -> Result<AppendedEntry, LedgerError> {
        let encoded = body.encode().map_err(LedgerError::Body)?;
        let header = EntryHeader {
            organization_id: self.identity.organization_id,
            register_id: self.identity.register_id,
            epoch: self.head.epoch,
            seq: self.head.seq + 1,
            entry_id,
            kind: encoded.kind,
            version: encoded.version,
            recorded_at_ms: now.recorded_at_ms,
            clock: now.clock(),
            prev_hash: self.head.hash,
        };
        let entry = seal(header, encoded.bytes, key).map_err(LedgerError::Seal)?;
        self.store(entry, body)
    }

    fn store(&mut self, entry: Entry, body: &EntryBody) -> Result<AppendedEntry, LedgerError> {
        let stored = StoredEntry {
            position: self.position + 1,
            entry,
        };
        if entries::by_id(self.connection, stored.entry.header.entry_id)?.is_some() {
            return Err(LedgerError::DuplicateEntry {
                entry_id: stored.entry.header.entry_id,
            });
        }
        checks::check(self.connection, &stored, body)?;
        entries::insert(self.connection, &stored)?;
        self.newest
            .note(self.connection, stored.entry.header.recorded_at_ms)?;
        if self.authority == Authority::Feed {
            pending::insert(self.connection, stored.position, &body.feed_entities())?;
        }
        hot::fold(self.connection, &stored, body, self.authority)?;
        if body.store_change().is_some() {
            self.note_settings_change();
        }
        self.position = stored.position;
        self.head = stored.entry.head();
        Ok(AppendedEntry {
            position: stored.position,
            seq: self.head.seq,
            hash: self.head.hash,
        })
    }

    /// The entry that this command appended, if it ran before.
    pub fn find_command(&self, command_id: Uuid) -> Result<Option<StoredEntry>, LedgerError> {
        entries::by_id(self.connection, command_id)
    }
}
