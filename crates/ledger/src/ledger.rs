//! The handle of an open ledger.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::{Commit, CommitListenerId, CommitListeners};
use crate::error::LedgerError;
use crate::maintenance::{Maintenance, Progress, fold};
use crate::sqlite::lock::ProcessLock;
use crate::store::Shared;
use crate::table::identity::Identity;

/// A register's ledger. All methods block, take `&self` and may be called from any thread.
///
/// ```
/// use domain::entry::kinds::RegisterOpened;
/// use domain::entry::{EntryBody, SigningKey};
/// use ledger::{Identity, Ledger, LedgerError, LedgerKey, Now, OpenOptions};
/// use uuid::Uuid;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let identity = Identity {
///     organization_id: Uuid::from_u128(1),
///     store_id: Uuid::from_u128(2),
///     register_id: Uuid::from_u128(3),
///     epoch: Uuid::from_u128(4),
/// };
/// let ledger = Ledger::create(
///     &folder.path().join("ledger.db"),
///     &LedgerKey::new([7; 32]),
///     &identity,
///     OpenOptions { maintenance: false },
/// )?;
///
/// // The entry is on disk when `commit` returns.
/// let key = SigningKey::from_seed(&[9; 32]);
/// let opened = EntryBody::RegisterOpened(Box::new(RegisterOpened {
///     store_id: identity.store_id,
///     register_name: "Kasir 1".to_owned(),
///     public_key: key.public(),
///     previous: None,
/// }));
/// let now = Now {
///     recorded_at_ms: 1_795_312_800_000,
///     utc_offset_minutes: 420,
///     suspect: false,
/// };
/// let command_id = Uuid::from_u128(5);
/// let appended = ledger.commit(|commit| commit.append(command_id, &opened, now, &key))?;
/// assert_eq!(appended.seq, 1);
///
/// // A failed commit changes nothing: this id is in the log already.
/// let repeated = ledger.commit(|commit| commit.append(command_id, &opened, now, &key));
/// assert!(matches!(repeated, Err(LedgerError::DuplicateEntry { .. })));
/// # Ok(())
/// # }
/// ```
pub struct Ledger {
    // Dropped in this order: the thread ends before the connections close, and the lock is released
    // last.
    pub(crate) maintenance: Option<Maintenance>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) listeners: CommitListeners,
    pub(crate) _lock: ProcessLock,
}

impl Ledger {
    /// Opens a commit, runs `work`, and puts everything that `work` wrote on disk before it returns
    /// (Promise 1). When `work` or the disk fails, the ledger stays unchanged.
    ///
    /// `work` must not call other methods of the ledger: they would wait for this commit.
    pub fn commit<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&mut Commit<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let result = self.shared.writer.wait().commit(self.identity(), work);
        self.tell_maintenance();
        if result.is_ok() {
            self.listeners.notify();
        }
        result
    }

    /// Calls `on_commit` after each commit. A cashier waits for it: it must return at once.
    pub fn listen_to_commits(
        &self,
        on_commit: impl Fn() + Send + Sync + 'static,
    ) -> CommitListenerId {
        self.listeners.add(Arc::new(on_commit))
    }

    /// Removes a listener.
    pub fn forget_commit_listener(&self, id: CommitListenerId) {
        self.listeners.remove(id);
    }

    /// The newest time of all entries, in milliseconds since 1970-01-01 UTC; `None` in an empty
    /// ledger. A clock that shows less was set back, in this run or in an earlier one.
    pub fn newest_time_ms(&self) -> Option<i64> {
        self.shared.writer.wait().newest().ms()
    }

    /// See [`Commit::settings_changes`], of the commits so far. Waits for nobody.
    pub fn settings_changes(&self) -> u64 {
        self.shared.settings_changes.load(Ordering::SeqCst)
    }

    /// The owner of this ledger.
    pub fn identity(&self) -> Identity {
        self.shared.identity()
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Folds the remaining entries, so that a report contains every entry that was committed before
    /// this call.
    pub fn catch_up(&self) -> Result<(), LedgerError> {
        while fold::step(&self.shared)? == Progress::More {}
        Ok(())
    }

    /// Drops the cold projections and folds them again from the first entry. Reports are incomplete
    /// meanwhile; selling goes on. The state from the server's feed (products, people, settings) is
    /// not a fold of the log and stays unchanged; a snapshot fetches it again.
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

    pub(crate) fn tell_maintenance(&self) {
        if let Some(maintenance) = &self.maintenance {
            maintenance.note_commit();
        }
    }

    /// Runs `work` on a connection that only reads.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.shared.readers.read(work)
    }

    /// Runs `work` on the writer's connection if it is idle, and otherwise on one that only reads.
    ///
    /// After a commit a reader must decrypt every page again, while the writer still has the pages
    /// that it just wrote. Use it only for data that commits read as well. A connection that met a
    /// damaged page cannot read any more, and a sale must not fail because of a page that it does
    /// not need.
    pub(crate) fn read_warm<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        match self.shared.writer.idle() {
            Some(writer) => work(&writer.connection),
            None => self.read(work),
        }
    }

    /// Runs `work` on one unchanging state of the file, regardless of writes meanwhile. The log
    /// cannot be emptied until it ends, so this is for support and backups only.
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
