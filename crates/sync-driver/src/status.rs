//! The sync status that the driver writes and the screens read.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sync_engine::{AttentionCode, EngineState};

use crate::error::SyncError;

/// The status, shared between the driver and its readers.
#[derive(Debug, Default)]
pub struct SharedStatus {
    status: Mutex<Status>,
}

/// The latest status of a driver.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The state of the engine; `None` before it runs.
    pub state: Option<EngineState>,
    /// Since when the server cannot be reached, by the register's clock.
    pub offline_since_ms: Option<i64>,
    /// Every notice that needs a person.
    pub attention: Vec<AttentionCode>,
    /// The last error, until a request succeeds again.
    pub last_error: Option<SyncError>,
    /// The server's clock minus the register's.
    pub server_offset_ms: Option<i64>,
    /// The entries that are not at the server yet, as far as the engine knows.
    pub pending: u64,
    /// The rows and entries moved so far.
    pub transferred: Transferred,
}

/// What has moved between register and server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Transferred {
    /// Entries that the server did not have before.
    pub entries_sent: u64,
    /// Rows of the feed that were applied.
    pub rows_applied: u64,
}

impl SharedStatus {
    /// The status before the first run, with the clock offset of an earlier one.
    pub fn with_offset(server_offset_ms: Option<i64>) -> Self {
        Self {
            status: Mutex::new(Status {
                server_offset_ms,
                ..Status::default()
            }),
        }
    }

    /// A copy of the status.
    pub fn get(&self) -> Status {
        self.lock().clone()
    }

    /// The server's clock minus the register's. It is read during a sale, so only this value is
    /// copied.
    pub fn server_offset_ms(&self) -> Option<i64> {
        self.lock().server_offset_ms
    }

    pub(crate) fn update<T>(&self, change: impl FnOnce(&mut Status) -> T) -> T {
        change(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
