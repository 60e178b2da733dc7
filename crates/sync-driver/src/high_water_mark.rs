//! The high-water mark: the highest head that a server acknowledged, kept outside the ledger.

use std::sync::{Arc, Mutex, PoisonError};

use domain::entry::Head;

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
    pub(crate) fn write(&self, head: Head) {
        let written = serde_json::to_string(&head)
            .map_err(Into::into)
            .and_then(|text| self.host.write_mark(&text));
        if let Err(error) = written {
            log::warn!("the high-water mark was not written: {error}");
        }
    }

    /// The mark, if there is one that can be read.
    pub(crate) fn read(&self) -> Option<Head> {
        match self.host.read_mark() {
            Ok(text) => serde_json::from_str(&text?).ok(),
            Err(error) => {
                log::warn!("the high-water mark was not read: {error}");
                None
            }
        }
    }
}
