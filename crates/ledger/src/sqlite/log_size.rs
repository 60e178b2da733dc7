//! How full the database's log is.
//!
//! The size of the `-wal` file does not show it: after a checkpoint the log starts again at its
//! beginning, and the file keeps its length. `SQLite` reports the pages in use at each commit.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

/// A page of the log: a database page and its frame header.
const FRAME_BYTES: u64 = 4096 + 24;

thread_local! {
    // The hook is a bare function that runs within the commit, on the committing thread.
    static PAGES_AT_COMMIT: Cell<u64> = const { Cell::new(0) };
}

/// Bytes of the log that are in use, after the last commit of any connection.
#[derive(Debug, Default)]
pub(crate) struct LogSize(AtomicU64);

impl LogSize {
    /// Makes a writing connection report the size of the log.
    pub(crate) fn watch(connection: &Connection) {
        connection.wal_hook(Some(|_, pages| {
            PAGES_AT_COMMIT.set(u64::try_from(pages).unwrap_or(0));
            Ok(())
        }));
    }

    /// Notes the size that this thread's last commit reported.
    pub(crate) fn note_commit(&self) {
        let bytes = PAGES_AT_COMMIT.get().saturating_mul(FRAME_BYTES);
        self.0.store(bytes, Ordering::Relaxed);
    }

    /// Notes that everything in the log was moved into the file.
    pub(crate) fn note_emptied(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
