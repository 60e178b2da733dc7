//! The high-water mark: beside the key, and so outside the ledger, stands the highest head that a
//! server acknowledged. A ledger that does not reach it came back from a backup.

use std::sync::{Mutex, PoisonError};

use domain::entry::Head;
use domain::entry::kinds::EpochCause;
use ledger::EpochOpening;
use sync_engine::AttentionCode;

use super::line::Line;
use super::monotonic::monotonic_ms;
use crate::error::AppError;
use crate::key::KeyPlace;

/// A keyring is asked over the desktop's bus: not after each answer.
const PAUSE_MS: i64 = 2_000;

/// The mark of one register.
pub(crate) struct Mark {
    place: KeyPlace,
    state: Mutex<MarkState>,
}

#[derive(Default)]
struct MarkState {
    /// Not written yet.
    due: Option<Head>,
    written_at_ms: Option<i64>,
}

impl Mark {
    pub(crate) fn beside(place: KeyPlace) -> Self {
        Self {
            place,
            state: Mutex::default(),
        }
    }

    /// Notes a head, now or with one of the next ones: a mark that lags is still true.
    pub(super) fn raise(&self, head: Head) {
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

    /// Writes what is due.
    pub(super) fn flush(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(head) = state.due.take() {
            self.write(head);
        }
    }

    /// A mark that cannot be written protects less and stops nothing: the server finds copies too.
    fn write(&self, head: Head) {
        let written = serde_json::to_string(&head)
            .map_err(|_| AppError::Defect("a mark is not writable"))
            .and_then(|text| self.place.write_mark(&text));
        if let Err(error) = written {
            log::warn!("the high-water mark was not written: {}", error.code());
        }
    }

    fn read(&self) -> Option<Head> {
        match self.place.read_mark() {
            Ok(text) => serde_json::from_str(&text?).ok(),
            Err(error) => {
                log::warn!("the high-water mark cannot be read: {}", error.code());
                None
            }
        }
    }
}

impl Line {
    /// Compares the ledger of an enrolled register with its mark. One that came back from a backup
    /// goes on in a new epoch, so that nothing it writes can take the place of what it has forgotten.
    pub(crate) fn check_mark(&self) -> Result<(), AppError> {
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

    /// Opens a new epoch, says so, and moves the mark to it.
    pub(super) fn open_epoch(&self, cause: EpochCause, previous: Head) -> Result<(), AppError> {
        self.ledger.epoch_open(&EpochOpening {
            epoch: self.ids.next_id(),
            entry_id: self.ids.next_id(),
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
