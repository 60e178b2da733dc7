//! The handle of an open ledger.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::{Commit, CommitListener};
use crate::error::LedgerError;
use crate::maintenance::{Maintenance, Progress, fold};
use crate::sqlite::lock::ProcessLock;
use crate::store::Shared;
use crate::table::identity::Identity;

/// A register's ledger. All methods block, take `&self` and may be called from any thread.
pub struct Ledger {
    // Dropped in this order: the thread ends before the connections close, and the lock goes last.
    pub(crate) maintenance: Option<Maintenance>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) listener: CommitListener,
    pub(crate) _lock: ProcessLock,
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
        let result = self.shared.writer.wait().commit(self.identity(), work);
        self.wake_maintenance();
        if result.is_ok() {
            self.listener.notify();
        }
        result
    }

    /// Calls `on_commit` after each commit, in place of an earlier listener. A cashier waits for
    /// it: it must return at once.
    pub fn listen_to_commits(&self, on_commit: impl Fn() + Send + Sync + 'static) {
        self.listener.set(Some(Arc::new(on_commit)));
    }

    /// Removes the listener.
    pub fn forget_commit_listener(&self) {
        self.listener.set(None);
    }

    /// Whose ledger this is.
    pub fn identity(&self) -> Identity {
        self.shared.identity()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Folds what is not folded yet, so that a report contains every entry that was committed
    /// before this call.
    pub fn catch_up(&self) -> Result<(), LedgerError> {
        while fold::step(&self.shared)? == Progress::More {}
        Ok(())
    }

    /// Drops the cold projections and folds them again from the first entry. Reports are
    /// incomplete meanwhile; selling goes on. What came down the server's feed (products, people,
    /// settings) is no fold of the log and stays as it is; a snapshot fetches it again.
    pub fn rebuild(&self) -> Result<(), LedgerError> {
        fold::forget(&self.shared)?;
        self.catch_up()
    }

    /// The caller holds the writer.
    pub(crate) fn set_epoch(&self, epoch: Uuid) {
        self.shared
            .identity
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .epoch = epoch;
    }

    pub(crate) fn wake_maintenance(&self) {
        if let Some(maintenance) = &self.maintenance {
            maintenance.wake();
        }
    }

    /// Runs `work` on a connection that only reads.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.shared.readers.read(work)
    }

    /// Runs `work` on one unchanging state of the file, whatever is written meanwhile. The log
    /// cannot be emptied until it ends: for support and backups only.
    pub(crate) fn read_snapshot<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.shared.readers.read(|connection| {
            let snapshot = connection
                .unchecked_transaction()
                .map_err(LedgerError::from)?;
            work(&snapshot)
        })
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Ledger")
            .field("path", &self.shared.path)
            .finish_non_exhaustive()
    }
}
