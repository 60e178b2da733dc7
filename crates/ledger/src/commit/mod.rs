//! The one way to change a ledger: an atomic commit.

mod append;
mod checks;
mod listener;
mod newest_time;
mod writer;

use std::cell::Cell;

use domain::entry::{ClockReading, Head};
use rusqlite::Connection;

use crate::authority::Authority;
use crate::error::LedgerError;
use crate::table::identity::Identity;

pub use append::AppendedEntry;
pub use listener::CommitListenerId;
pub(crate) use listener::CommitListeners;
pub(crate) use newest_time::NewestTime;
pub(crate) use writer::Writer;

/// When something happened, by the register's clock. The ledger itself has no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970-01-01 UTC.
    pub recorded_at_ms: i64,
    /// Local time minus UTC, in minutes.
    pub utc_offset_minutes: i16,
    /// Whether the clock looks wrong. That is recorded, but a sale is never refused for it
    /// (Promise 12).
    pub suspect: bool,
}

impl Now {
    pub(crate) fn clock(self) -> ClockReading {
        ClockReading {
            utc_offset_minutes: self.utc_offset_minutes,
            suspect: self.suspect,
        }
    }
}

/// An open commit. Its methods write. The changes are kept only if the closure that was given to
/// [`crate::Ledger::commit`] returns `Ok` and the disk write succeeds.
pub struct Commit<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) identity: Identity,
    pub(crate) head: Head,
    pub(crate) position: i64,
    pub(crate) authority: Authority,
    pub(crate) newest: NewestTime,
    pub(crate) settings_changes: Cell<u64>,
}

impl Commit<'_> {
    /// How often the store's settings or a preference were changed since the ledger was opened,
    /// this commit included. Whoever keeps settings in memory compares it here, where nobody else
    /// writes, and needs to read them again only when it has moved.
    pub fn settings_changes(&self) -> u64 {
        self.settings_changes.get()
    }

    /// Settings or preferences are no longer what they were.
    pub fn note_settings_change(&self) {
        self.settings_changes.set(self.settings_changes.get() + 1);
    }

    /// The last entry of the current epoch, including the ones that this commit appended.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The owner of this ledger.
    pub fn identity(&self) -> Identity {
        self.identity
    }

    /// The number that the next receipt must have: one more than the last, 1 in a new epoch.
    pub fn next_receipt_seq(&self) -> Result<u64, LedgerError> {
        checks::next_receipt_seq(self.connection, self.head.epoch)
    }
}
