//! The state that the threads of one open ledger share.

use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rusqlite::{Connection, TransactionBehavior};

use crate::commit::Writer;
use crate::error::LedgerError;
use crate::sqlite::checkpoint::{self, Checkpoint};
use crate::sqlite::files;
use crate::sqlite::key::LedgerKey;
use crate::sqlite::log_size::LogSize;
use crate::sqlite::pool::ReaderPool;
use crate::sqlite::writer_queue::WriterQueue;
use crate::table::identity::Identity;

/// The state that the threads of one open ledger share.
pub(crate) struct Shared {
    pub(crate) path: PathBuf,
    pub(crate) key: LedgerKey,
    /// Whether the ledger is read-only: see [`crate::Ledger::open_to_look`].
    pub(crate) is_to_look: bool,
    /// Changes only with a new epoch, while the writer is locked.
    pub(crate) identity: RwLock<Identity>,
    pub(crate) writer: WriterQueue<Writer>,
    pub(crate) readers: ReaderPool,
    /// The maintenance connection. Its holder may wait for the writer, never the other way round.
    pub(crate) folder: Mutex<Connection>,
    /// See [`crate::Commit::settings_changes`].
    pub(crate) settings_changes: Arc<AtomicU64>,
    pub(crate) log: Arc<LogSize>,
}

impl Shared {
    pub(crate) fn identity(&self) -> Identity {
        *self.identity.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The maintenance connection.
    pub(crate) fn folder(&self) -> MutexGuard<'_, Connection> {
        self.folder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one database transaction of the maintenance connection, in the queue of the
    /// writers.
    pub(crate) fn fold<T>(
        &self,
        folder: &mut Connection,
        work: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let _writer = self.writer.wait();
        let transaction = folder.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        self.log.note_commit();
        Ok(value)
    }

    /// Checkpoints on the maintenance connection.
    pub(crate) fn checkpoint(&self, kind: Checkpoint) -> Result<(), LedgerError> {
        if files::log_bytes(&self.path) == 0 {
            return Ok(());
        }
        let folder = self.folder();
        match kind {
            Checkpoint::Passive => checkpoint::passive(&folder, &self.log),
            Checkpoint::Truncate => {
                let _writer = self.writer.wait();
                checkpoint::truncate(&folder, &self.log)
            }
        }
    }
}
