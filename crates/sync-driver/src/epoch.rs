//! New epochs: of a ledger that was restored, and of one that the server found to be a copy.
//!
//! A ledger that does not reach its high-water mark is an older copy. It continues in a new epoch,
//! so that its entries and receipts cannot be confused with those that it has lost.

use std::collections::HashSet;

use domain::Code as _;
use domain::entry::Head;
use domain::entry::kinds::EpochCause;
use domain::receipt_number::epoch_suffix;
use ledger::EpochOpening;
use sync_engine::AttentionCode;
use uuid::Uuid;

use crate::context::SyncContext;
use crate::error::DriverError;
use crate::high_water_mark::HighWaterMark;
use crate::host::HostError;

/// How many ids are tried to find one whose receipt numbers differ from those of other epochs.
const ID_TRIES: usize = 16;

impl SyncContext {
    /// Compares the ledger with its mark, and opens a new epoch for a ledger that does not reach
    /// it. False when the mark cannot be read now, so that the ledger's age is unknown.
    pub fn check_high_water_mark(&self) -> Result<bool, DriverError> {
        let Ok(mark) = self.read_mark() else {
            return Ok(false);
        };
        let Some(mark) = mark else {
            return Ok(true);
        };
        if mark.is_reached_by(&self.ledger)? {
            return Ok(true);
        }
        log::warn!(
            "the ledger does not reach its high-water mark at seq {}",
            mark.head.seq
        );
        self.continue_in_new_epoch()?;
        Ok(true)
    }

    /// Opens a new epoch in a ledger that may be older than what was sold with it. Entries that the
    /// server does not have are appended again. Without a server, the epoch continues the ledger's
    /// own head.
    pub fn continue_in_new_epoch(&self) -> Result<(), DriverError> {
        let row = self.ledger.sync_state()?;
        let current = self.ledger.identity().epoch;
        let previous = if row.enrolment.is_some() {
            let known = row.acknowledged.map(|head| head.head());
            known
                .filter(|head| head.epoch == current)
                .unwrap_or_else(|| Head::start(current))
        } else {
            self.ledger.head()?
        };
        log::warn!("a new epoch after seq {}", previous.seq);
        self.open_epoch(EpochCause::Restored, previous)
    }

    /// Opens a new epoch, leaves a notice for a person, and moves the mark to the new head.
    pub(crate) fn open_epoch(&self, cause: EpochCause, previous: Head) -> Result<(), DriverError> {
        self.ledger.epoch_open(&EpochOpening {
            epoch: self.new_epoch()?,
            entry_id: self.host.new_id(),
            cause,
            previous,
            now: self.now(),
            key: &self.key,
        })?;
        self.ledger
            .sync_attention_set(AttentionCode::RegisterCopied.as_str())?;
        // A mark that cannot be written is not an error: the server finds copies, too.
        let text = HighWaterMark::of(&self.ledger)?.to_text()?;
        if let Err(error) = self.host.write_mark(&text) {
            log::warn!("the high-water mark was not written: {error}");
        }
        Ok(())
    }

    /// An id whose receipts differ from those of every known epoch.
    fn new_epoch(&self) -> Result<Uuid, DriverError> {
        let epochs = self.ledger.epochs()?;
        let known = epochs.iter().map(|row| row.epoch);
        let marked = self.read_mark().ok().flatten();
        let marked = marked.map(|mark| mark.head.epoch);
        let taken: HashSet<String> = known.chain(marked).map(epoch_suffix).collect();
        let mut id = self.host.new_id();
        for _ in 1..ID_TRIES {
            if !taken.contains(&epoch_suffix(id)) {
                break;
            }
            id = self.host.new_id();
        }
        Ok(id)
    }

    fn read_mark(&self) -> Result<Option<HighWaterMark>, HostError> {
        let read = self.host.read_mark();
        let text = read.inspect_err(|error| {
            log::warn!("the high-water mark was not read: {error}");
        })?;
        Ok(text.as_deref().and_then(HighWaterMark::from_text))
    }
}
