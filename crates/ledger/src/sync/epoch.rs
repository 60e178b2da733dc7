//! A new epoch: this ledger came back from a backup, or ran twice, and its server knows entries under
//! its numbers that it does not.

use std::collections::HashSet;

use domain::entry::{
    EntryBody, EntryHeader, EntryKind, Head, SigningKey,
    body::{EpochCause, PreviousEpoch, RegisterOpened},
    seal,
};
use uuid::Uuid;

use super::{outgoing, pending, state};
use crate::{
    commit::{Commit, Now},
    entry_row::{self, StoredEntry},
    error::LedgerError,
    open::Ledger,
    project::{cold, hot},
};

/// Entries that are read at once.
const PAGE: u32 = 64;

/// How a new epoch begins.
#[derive(Debug, Clone, Copy)]
pub struct EpochOpening<'k> {
    /// The new epoch.
    pub epoch: Uuid,
    /// Id of the entry that opens it.
    pub entry_id: Uuid,
    /// Why there is one.
    pub cause: EpochCause,
    /// The last head of this file that the server has, too; seq 0 when it has none.
    pub previous: Head,
    /// When.
    pub now: Now,
    /// The register's key.
    pub key: &'k SigningKey,
}

/// A new epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochOpened {
    /// Its head.
    pub head: Head,
    /// Documents that were appended again.
    pub repeated: u64,
}

impl Ledger {
    /// Opens an epoch that continues a head which the server has, and appends again every document
    /// after that head, under its id and with its time, in one commit. They are not folded again:
    /// a sale counts where it stood first (Promise 2). Everything before the new epoch stays as it
    /// is, and is sent no more.
    pub fn epoch_open(&self, opening: &EpochOpening<'_>) -> Result<EpochOpened, LedgerError> {
        // Nobody may see the old epoch between the commit and the change of the identity.
        let mut turn = self.shared.gate.enter();
        let opened = turn.commit(self.identity(), |commit| commit.open_epoch(opening))?;
        self.set_epoch(opening.epoch);
        drop(turn);
        if let Some(maintenance) = &self.maintenance {
            maintenance.wake();
        }
        Ok(opened)
    }

    /// How many epochs this ledger had before the one that it is in: receipts of each have a prefix
    /// of their own.
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
        self.end_epoch()?;
        self.connection.execute(
            "UPDATE identity SET epoch = ?1 WHERE only_row = 1",
            [opening.epoch],
        )?;
        self.identity.epoch = opening.epoch;
        self.head = Head::start(opening.epoch);
        self.append(opening.entry_id, &opened, opening.now, opening.key)?;
        let first = self.position;
        let repeated = self.repeat(common, last, opening.key)?;
        self.connection.execute(
            "UPDATE sync_state SET acknowledged_position = ?1,
                 repeated_position = ?2,
                 founding_position = CASE WHEN acknowledged_position < founding_position
                     THEN ?2 ELSE founding_position END
             WHERE only_row = 1",
            (first - 1, self.position),
        )?;
        Ok(EpochOpened {
            head: self.head,
            repeated,
        })
    }

    /// Position of the head that the epoch continues; refused when it is not in this file.
    fn common_position(&self, previous: Head) -> Result<i64, LedgerError> {
        let own = outgoing::hash_at(self.connection, previous.epoch, previous.seq)?;
        let position = outgoing::position_of(self.connection, previous.epoch, previous.seq)?;
        match (own, position) {
            (Some(own), Some(position)) if own == previous.hash => Ok(position),
            _ => Err(LedgerError::EpochContinuesOther { seq: previous.seq }),
        }
    }

    /// The opening says what the one of the epoch before said, and which head it continues.
    fn opening_body(&self, opening: &EpochOpening<'_>) -> Result<EntryBody, LedgerError> {
        let first = outgoing::first_position(self.connection, self.identity.epoch)?;
        let stored = entry_row::at(self.connection, first.unwrap_or(0))?;
        match stored.as_ref().and_then(cold::decode) {
            Some(EntryBody::RegisterOpened(before)) => {
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
            _ => Err(LedgerError::EpochOpening { seq: 1 }),
        }
    }

    /// Keeps what the server signed of the epoch that ends.
    fn end_epoch(&self) -> Result<(), LedgerError> {
        if let Some(acknowledged) = state::read(self.connection)?.acknowledged {
            self.connection.execute(
                "INSERT OR REPLACE INTO ended_epochs (epoch, acknowledged) VALUES (?1, ?2)",
                (acknowledged.epoch, serde_json::to_string(&acknowledged)?),
            )?;
        }
        Ok(())
    }

    /// Appends again each document between two positions, once.
    fn repeat(&mut self, after: i64, last: i64, key: &SigningKey) -> Result<u64, LedgerError> {
        let mut seen = HashSet::new();
        let (mut from, mut repeated) = (after, 0);
        while from < last {
            for stored in entry_row::after(self.connection, from, PAGE)? {
                from = stored.position;
                let header = &stored.entry.header;
                if from > last {
                    break;
                }
                if header.kind != EntryKind::RegisterOpened && seen.insert(header.entry_id) {
                    self.append_again(&stored, key)?;
                    repeated += 1;
                }
                pending::forget(self.connection, from)?;
            }
        }
        Ok(repeated)
    }

    fn append_again(&mut self, stored: &StoredEntry, key: &SigningKey) -> Result<(), LedgerError> {
        let header = EntryHeader {
            epoch: self.head.epoch,
            seq: self.head.seq + 1,
            prev_hash: self.head.hash,
            ..stored.entry.header.clone()
        };
        let entry = seal(header, stored.entry.body.clone(), key).map_err(LedgerError::Seal)?;
        let again = StoredEntry {
            position: self.position + 1,
            entry,
        };
        entry_row::insert(self.connection, again.position, &again.entry)?;
        if self.authority == hot::Authority::Feed
            && let Some(body) = cold::decode(&again)
        {
            hot::fold_again(self.connection, &again, &body)?;
        }
        self.position = again.position;
        self.head = again.entry.head();
        Ok(())
    }
}
