//! A new epoch: this ledger was restored from a backup, or ran on two machines. Its server has
//! other entries under the same numbers.

use std::collections::HashSet;

use domain::entry::kinds::{EpochCause, PreviousEpoch, RegisterOpened};
use domain::entry::{EntryBody, EntryHeader, EntryKind, Head, SigningKey, seal};
use uuid::Uuid;

use super::pending;
use crate::authority::Authority;
use crate::commit::{Commit, Now};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::project::decode;
use crate::table::entries::{self, StoredEntry};
use crate::table::{epochs, identity, sync_state};

/// Entries that are read at once.
const PAGE: u32 = 64;

/// The parameters of a new epoch.
#[derive(Debug, Clone, Copy)]
pub struct EpochOpening<'k> {
    /// The new epoch.
    pub epoch: Uuid,
    /// Id of the entry that opens it.
    pub entry_id: Uuid,
    /// Why it is opened.
    pub cause: EpochCause,
    /// The last head of this file that the server also has; seq 0 when it has none.
    pub previous: Head,
    /// The time of the opening.
    pub now: Now,
    /// The register's key.
    pub key: &'k SigningKey,
}

/// A new epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochOpened {
    pub head: Head,
    /// Entries that were appended again.
    pub replayed: u64,
}

impl Ledger {
    /// Opens an epoch that continues a head which the server has. Every entry after that head is
    /// appended again under its id and with its time, in one commit. They are not folded again: a
    /// sale counts at its first position (Promise 2). Everything before the new epoch stays
    /// unchanged, and is not sent again.
    pub fn epoch_open(&self, opening: &EpochOpening<'_>) -> Result<EpochOpened, LedgerError> {
        // No thread may write in the old epoch between the commit and the change of the identity.
        let mut writer = self.shared.writer.wait();
        let opened = writer.commit(self.identity(), |commit| commit.open_epoch(opening))?;
        self.set_epoch(opening.epoch);
        drop(writer);
        self.tell_maintenance();
        Ok(opened)
    }

    /// How many epochs this ledger had before the current one.
    pub fn earlier_epochs(&self) -> Result<u32, LedgerError> {
        let count = self.epochs()?.len();
        Ok(u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX))
    }
}

impl Commit<'_> {
    fn open_epoch(&mut self, opening: &EpochOpening<'_>) -> Result<EpochOpened, LedgerError> {
        let common = self.common_position(opening.previous)?;
        let last = self.position;
        let opened = self.opening_body(opening)?;
        if let Some(acknowledged) = sync_state::read(self.connection)?.acknowledged {
            sync_state::keep_ended_epoch(self.connection, &acknowledged)?;
        }
        identity::set_epoch(self.connection, opening.epoch)?;
        self.identity.epoch = opening.epoch;
        self.head = Head::start(opening.epoch);
        self.append(opening.entry_id, &opened, opening.now, opening.key)?;
        let first = self.position;
        let replayed = self.replay(common, last, opening.key)?;
        // Without a server, everything before the new epoch is pending as well.
        let sent = if sync_state::is_enrolled(self.connection)? {
            first - 1
        } else {
            sync_state::positions(self.connection)?.acknowledged
        };
        sync_state::begin_epoch(self.connection, sent, self.position)?;
        Ok(EpochOpened {
            head: self.head,
            replayed,
        })
    }

    /// Position of the head that the epoch continues; refused when it is not in this file.
    fn common_position(&self, previous: Head) -> Result<i64, LedgerError> {
        let own = epochs::hash_at(self.connection, previous.epoch, previous.seq)?;
        let position = epochs::position_of(self.connection, previous.epoch, previous.seq)?;
        match (own, position) {
            (Some(own), Some(position)) if own == previous.hash => Ok(position),
            _ => Err(LedgerError::EpochContinuesOther { seq: previous.seq }),
        }
    }

    /// The opening of the current epoch once more, with the new key and the head that it continues.
    fn opening_body(&self, opening: &EpochOpening<'_>) -> Result<EntryBody, LedgerError> {
        let first = epochs::first_position(self.connection, self.identity.epoch)?;
        let stored = entries::at(self.connection, first.unwrap_or(0))?;
        let Some(EntryBody::RegisterOpened(before)) = stored.as_ref().and_then(decode) else {
            return Err(LedgerError::EpochOpening { seq: 1 });
        };
        Ok(EntryBody::RegisterOpened(Box::new(RegisterOpened {
            public_key: opening.key.public(),
            previous: Some(PreviousEpoch {
                epoch: opening.previous.epoch,
                seq: opening.previous.seq,
                hash: opening.previous.hash,
                cause: opening.cause,
            }),
            ..*before
        })))
    }

    /// Appends each entry between two positions again, once.
    fn replay(&mut self, after: i64, last: i64, key: &SigningKey) -> Result<u64, LedgerError> {
        let mut seen = HashSet::new();
        let (mut from, mut replayed) = (after, 0);
        while from < last {
            for stored in entries::after(self.connection, from, PAGE)? {
                from = stored.position;
                let header = &stored.entry.header;
                if from > last {
                    break;
                }
                if header.kind != EntryKind::RegisterOpened && seen.insert(header.entry_id) {
                    self.append_again(&stored, key)?;
                    replayed += 1;
                }
                pending::forget(self.connection, &stored)?;
            }
        }
        Ok(replayed)
    }

    fn append_again(&mut self, stored: &StoredEntry, key: &SigningKey) -> Result<(), LedgerError> {
        let header = EntryHeader {
            epoch: self.head.epoch,
            seq: self.head.seq + 1,
            prev_hash: self.head.hash,
            ..stored.entry.header.clone()
        };
        let entry = seal(header, stored.entry.body.clone(), key).map_err(LedgerError::Seal)?;
        let replay = StoredEntry {
            position: self.position + 1,
            entry,
        };
        entries::insert(self.connection, &replay)?;
        if self.authority == Authority::Feed
            && let Some(body) = decode(&replay)
        {
            pending::reapply(self.connection, &replay, &body)?;
        }
        self.position = replay.position;
        self.head = replay.entry.head();
        Ok(())
    }
}
