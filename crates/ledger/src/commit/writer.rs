//! The connection that appends, and its cached state.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::entry::Head;
use rusqlite::{Connection, TransactionBehavior};

use super::{Commit, NewestTime};
use crate::authority::Authority;
use crate::error::LedgerError;
use crate::sqlite::checkpoint;
use crate::sqlite::log_size::LogSize;
use crate::table::entries;
use crate::table::identity::Identity;

/// The log of the database never grows beyond 64 MiB. The maintenance thread checkpoints it. When
/// that thread falls behind, the writer does it here, with room for one more commit.
const LOG_HARD_LIMIT_BYTES: u64 = 48 * 1024 * 1024;

/// The writer's connection, and the head that it wrote last.
pub(crate) struct Writer {
    pub(crate) connection: Connection,
    head: Head,
    position: i64,
    /// Kept here, so that a commit does not read it.
    authority: Authority,
    newest: NewestTime,
    /// See [`Commit::settings_changes`]. Read by others without waiting for the writer.
    settings_changes: Arc<AtomicU64>,
    log: Arc<LogSize>,
}

impl Writer {
    pub(crate) fn new(
        connection: Connection,
        head: Head,
        position: i64,
        authority: Authority,
        newest: NewestTime,
        (settings_changes, log): (Arc<AtomicU64>, Arc<LogSize>),
    ) -> Self {
        Self {
            connection,
            head,
            position,
            authority,
            newest,
            settings_changes,
            log,
        }
    }

    /// The newest time of all entries.
    pub(crate) fn newest(&self) -> NewestTime {
        self.newest
    }

    /// See [`crate::Ledger::commit`].
    pub(crate) fn commit<T, E: From<LedgerError>>(
        &mut self,
        identity: Identity,
        work: impl FnOnce(&mut Commit<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.bound_log()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(LedgerError::from)?;
        let mut commit = Commit {
            connection: &transaction,
            identity,
            head: self.head,
            position: self.position,
            authority: self.authority,
            newest: self.newest,
            settings_changes: Cell::new(self.settings_changes.load(Ordering::SeqCst)),
        };
        check_head(&commit)?;
        let value = work(&mut commit)?;
        let (head, position, authority) = (commit.head, commit.position, commit.authority);
        let (newest, settings_changes) = (commit.newest, commit.settings_changes.get());
        transaction.commit().map_err(LedgerError::from)?;
        self.log.note_commit();
        self.head = head;
        self.position = position;
        self.authority = authority;
        self.newest = newest;
        self.settings_changes
            .store(settings_changes, Ordering::SeqCst);
        Ok(value)
    }

    /// Sets the size of the page cache. If it shrinks, the memory is freed at once.
    pub(crate) fn set_cache(&self, kib: u32) -> Result<(), LedgerError> {
        let sql = format!("PRAGMA cache_size = -{kib}; PRAGMA shrink_memory;");
        Ok(self.connection.execute_batch(&sql)?)
    }

    /// Empties the log when the maintenance thread did not keep up.
    fn bound_log(&self) -> Result<(), LedgerError> {
        if self.log.bytes() < LOG_HARD_LIMIT_BYTES {
            return Ok(());
        }
        checkpoint::truncate(&self.connection, &self.log)
    }
}

/// Pair assertion: the head in the file is the one this process wrote last.
fn check_head(commit: &Commit<'_>) -> Result<(), LedgerError> {
    match entries::last_head(commit.connection)? {
        None if commit.position == 0 => Ok(()),
        Some((_, position)) if commit.head.seq == 0 && position == commit.position => Ok(()),
        Some((head, position)) if head == commit.head && position == commit.position => Ok(()),
        _ => Err(LedgerError::HeadMoved),
    }
}
