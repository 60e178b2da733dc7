//! How the task stands, for whoever looks.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sync_engine::{AttentionCode, SyncState};

use crate::error::SyncError;

/// The task writes it, screens read it.
#[derive(Default)]
pub(crate) struct Board {
    notes: Mutex<Notes>,
}

/// What the task last said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    /// How the engine stands; nothing before it runs.
    pub(crate) state: Option<SyncState>,
    /// Since when the server cannot be reached, by the register's clock.
    pub(crate) offline_since_ms: Option<i64>,
    /// Everything that needs a person.
    pub(crate) attention: Vec<AttentionCode>,
    /// What failed last, until it works again.
    pub(crate) last_error: Option<SyncError>,
    /// The server's clock less the register's.
    pub(crate) server_offset_ms: Option<i64>,
    /// Entries that wait, as far as the engine knows.
    pub(crate) waiting: u64,
    /// What was moved so far.
    pub(crate) moved: Tally,
}

/// What was moved between register and server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Entries that the server has stored now.
    pub(crate) entries_sent: u64,
    /// Rows of the feed that were applied.
    pub(crate) rows_applied: u64,
}

impl Board {
    /// Before the first run: what was heard in an earlier one.
    pub(crate) fn with_offset(server_offset_ms: Option<i64>) -> Self {
        Self {
            notes: Mutex::new(Notes {
                server_offset_ms,
                ..Notes::default()
            }),
        }
    }

    pub(crate) fn notes(&self) -> Notes {
        self.lock().clone()
    }

    /// The server's clock less the register's: a cashier waits for this one.
    pub(crate) fn server_offset_ms(&self) -> Option<i64> {
        self.lock().server_offset_ms
    }

    pub(super) fn write<T>(&self, change: impl FnOnce(&mut Notes) -> T) -> T {
        change(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
