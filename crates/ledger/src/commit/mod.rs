//! The one way to change a ledger: a commit, everything or nothing.

mod append;
mod listener;
mod writer;

use domain::entry::{ClockReading, Head};
use rusqlite::Connection;

use crate::{error::LedgerError, identity::Identity, open::Ledger, project::hot::Authority};

pub use append::AppendedEntry;
pub(crate) use listener::CommitListener;
pub(crate) use writer::Writer;

/// When something happened, as the register's clock says. The ledger has no clock of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970-01-01 UTC.
    pub recorded_at_ms: i64,
    /// Local time minus UTC, in minutes.
    pub utc_offset_minutes: i16,
    /// The clock looks wrong; recorded, and never a reason to refuse a sale (Promise 12).
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

/// An open commit. Its methods write; nothing is kept unless the closure that was given to
/// [`Ledger::commit`] returns `Ok` and the disk has taken everything.
pub struct Commit<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) identity: Identity,
    pub(crate) head: Head,
    pub(crate) position: i64,
    pub(crate) authority: Authority,
}

impl Commit<'_> {
    /// The last entry of the epoch that is written to, including what this commit appended.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Whose ledger this is.
    pub fn identity(&self) -> Identity {
        self.identity
    }
}

impl Ledger {
    /// Opens a commit, runs `work`, and puts everything that `work` wrote on disk before it
    /// returns (Promise 1). When `work` fails, or the disk does, nothing was changed.
    ///
    /// `work` must not call other methods of the ledger: they would wait for this commit.
    pub fn commit<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&mut Commit<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let result = self.shared.gate.enter().commit(self.identity(), work);
        if let Some(maintenance) = &self.maintenance {
            maintenance.wake();
        }
        if result.is_ok() {
            self.listener.tell();
        }
        result
    }
}
