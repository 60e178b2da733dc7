//! New epochs: of a ledger that was restored, and of one that the server knows as copied.
//!
//! A ledger that does not reach its high-water mark was restored from a backup. It continues in a
//! new epoch, so that its new entries cannot replace the ones it has forgotten.

use domain::Code as _;
use domain::entry::Head;
use domain::entry::kinds::EpochCause;
use ledger::EpochOpening;
use sync_engine::AttentionCode;

use crate::context::SyncContext;
use crate::error::DriverError;

impl SyncContext {
    /// Compares the ledger of an enrolled register with its mark, and opens a new epoch for a
    /// ledger that does not reach it.
    pub fn check_high_water_mark(&self) -> Result<(), DriverError> {
        let row = self.ledger.sync_state()?;
        if row.enrolment.is_none() {
            return Ok(());
        }
        let Some(mark) = self.mark.read() else {
            return Ok(());
        };
        if self.ledger.hash_at(mark.epoch, mark.seq)? == Some(mark.hash) {
            return Ok(());
        }
        let current = self.ledger.identity().epoch;
        let known = row.acknowledged.map(|head| head.head());
        let previous = known
            .filter(|head| head.epoch == current)
            .unwrap_or_else(|| Head::start(current));
        log::warn!(
            "the ledger does not reach its high-water mark at seq {}: a new epoch after seq {}",
            mark.seq,
            previous.seq
        );
        self.open_epoch(EpochCause::Restored, previous)
    }

    /// Opens a new epoch, leaves a notice for a person, and moves the mark to the new head.
    pub(crate) fn open_epoch(&self, cause: EpochCause, previous: Head) -> Result<(), DriverError> {
        self.ledger.epoch_open(&EpochOpening {
            epoch: self.host.new_id(),
            entry_id: self.host.new_id(),
            cause,
            previous,
            now: self.now(),
            key: &self.key,
        })?;
        self.ledger
            .sync_attention_set(AttentionCode::RegisterCopied.as_str())?;
        self.mark.write(self.ledger.head()?);
        Ok(())
    }
}
