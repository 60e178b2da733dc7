//! The high-water mark: the highest head that a server acknowledged, kept outside the ledger.
//!
//! A ledger that does not reach its mark was restored from a backup. It continues in a new epoch,
//! so that its new entries cannot replace the ones it has forgotten.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Code as _;
use domain::entry::Head;
use domain::entry::kinds::EpochCause;
use ledger::EpochOpening;
use sync_engine::AttentionCode;

use crate::context::SyncContext;
use crate::error::DriverError;
use crate::host::SyncHost;
use crate::monotonic::monotonic_ms;

/// The shortest time between two writes: a keyring is a request over the desktop's bus.
const PAUSE_MS: i64 = 2_000;

/// The mark of one register.
pub(crate) struct HighWaterMark {
    host: Arc<dyn SyncHost>,
    state: Mutex<MarkState>,
}

#[derive(Default)]
struct MarkState {
    /// The head that is not written yet.
    due: Option<Head>,
    written_at_ms: Option<i64>,
}

impl HighWaterMark {
    pub(crate) fn new(host: Arc<dyn SyncHost>) -> Self {
        Self {
            host,
            state: Mutex::default(),
        }
    }

    /// Raises the mark. It is written now or with one of the next heads: an older mark is still
    /// true.
    pub(crate) fn raise(&self, head: Head) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.due = Some(head);
        let now = monotonic_ms();
        if state.written_at_ms.is_none_or(|at| now - at >= PAUSE_MS) {
            state.written_at_ms = Some(now);
            if let Some(head) = state.due.take() {
                self.write(head);
            }
        }
    }

    /// Writes the head that is due.
    pub(crate) fn flush(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(head) = state.due.take() {
            self.write(head);
        }
    }

    /// A mark that cannot be written stops nothing: the server finds copies, too.
    fn write(&self, head: Head) {
        let written = serde_json::to_string(&head)
            .map_err(Into::into)
            .and_then(|text| self.host.write_mark(&text));
        if let Err(error) = written {
            log::warn!("the high-water mark was not written: {error}");
        }
    }

    fn read(&self) -> Option<Head> {
        match self.host.read_mark() {
            Ok(text) => serde_json::from_str(&text?).ok(),
            Err(error) => {
                log::warn!("the high-water mark was not read: {error}");
                None
            }
        }
    }
}

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
