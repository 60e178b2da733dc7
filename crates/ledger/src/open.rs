//! Creating and opening the file.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use domain::entry::Head;
use rusqlite::Connection;

use crate::{
    commit::{CommitListener, Writer},
    connection::{Duty, Gate, LogSize, ReaderPool, assert_engine, connect},
    error::LedgerError,
    identity::Identity,
    key::LedgerKey,
    lock::ProcessLock,
    maintenance::Maintenance,
    migrate::migrate,
    query, sync,
};

/// How a ledger is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenOptions {
    /// Runs the thread that folds the cold projections and checkpoints. Without it, the log is
    /// checkpointed by the writer at its hard limit and [`Ledger::catch_up`] folds on demand:
    /// enough for a command that runs once, and for counting pages.
    pub maintenance: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { maintenance: true }
    }
}

/// A register's ledger. All methods block, take `&self` and may be called from any thread.
pub struct Ledger {
    // Dropped in this order: the thread ends before the connections close, the lock goes last.
    pub(crate) maintenance: Option<Maintenance>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) listener: CommitListener,
    _lock: ProcessLock,
}

/// What the threads of one open ledger have in common.
pub(crate) struct Shared {
    pub(crate) path: PathBuf,
    pub(crate) key: LedgerKey,
    /// Changes only with a new epoch, and then while the gate is held.
    pub(crate) identity: RwLock<Identity>,
    pub(crate) gate: Gate<Writer>,
    pub(crate) readers: ReaderPool,
    /// The maintenance connection. Whoever holds it may wait at the gate, never the other way.
    pub(crate) folder: Mutex<Connection>,
    pub(crate) log: Arc<LogSize>,
}

impl Ledger {
    /// Makes a new ledger. The file appears at `path` only when it is complete: a creation that
    /// was cut off leaves nothing that looks like a ledger.
    pub fn create(
        path: &Path,
        key: &LedgerKey,
        identity: &Identity,
        options: OpenOptions,
    ) -> Result<Self, LedgerError> {
        let lock = ProcessLock::acquire(path)?;
        if path.exists() {
            return Err(LedgerError::AlreadyExists {
                path: path.to_path_buf(),
            });
        }
        let draft = path.with_extension("new");
        discard(&draft)?;
        {
            let mut connection = connect(&draft, key, Duty::Write, true)?;
            assert_engine(&connection)?;
            migrate(&mut connection)?;
            identity.insert(&connection)?;
            // Closing the only connection moves everything from the log into the file.
            connection.close().map_err(|(_, error)| error)?;
        }
        settle(&draft, path)?;
        Self::open_locked(path, key, options, lock)
    }

    /// Opens an existing ledger.
    pub fn open(path: &Path, key: &LedgerKey, options: OpenOptions) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing {
                path: path.to_path_buf(),
            });
        }
        let lock = ProcessLock::acquire(path)?;
        Self::open_locked(path, key, options, lock)
    }

    fn open_locked(
        path: &Path,
        key: &LedgerKey,
        options: OpenOptions,
        mut lock: ProcessLock,
    ) -> Result<Self, LedgerError> {
        let mut connection = match connect(path, key, Duty::Write, false) {
            Err(LedgerError::WrongKey) if lock.knows_key(key) => {
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
                let source = rusqlite::Error::SqliteFailure(code, None);
                return Err(LedgerError::Corrupted { source });
            }
            other => other?,
        };
        assert_engine(&connection)?;
        migrate(&mut connection)?;
        lock.note_key(key);
        let identity =
            Identity::read(&connection)?.ok_or(LedgerError::Unreadable { column: "identity" })?;
        let (head, position) = read_head(&connection, &identity)?;
        let authority = sync::authority(&connection)?;
        sync::feed::ask_again(&connection)?;
        let log = Arc::new(LogSize::default());
        let writer = Writer::new(connection, head, position, authority, Arc::clone(&log));
        let shared = Arc::new(Shared {
            path: path.to_path_buf(),
            key: key.clone(),
            identity: RwLock::new(identity),
            gate: Gate::new(writer),
            readers: ReaderPool::new(path.to_path_buf(), key.clone()),
            folder: Mutex::new(connect(path, key, Duty::Maintain, false)?),
            log,
        });
        let maintenance = if options.maintenance {
            Some(Maintenance::start(Arc::clone(&shared))?)
        } else {
            None
        };
        Ok(Self {
            maintenance,
            shared,
            listener: CommitListener::default(),
            _lock: lock,
        })
    }

    /// Gives a ledger that nobody has open another name; nothing is removed.
    ///
    /// Refuses with [`LedgerError::Locked`] while a process works on it.
    pub fn set_aside(path: &Path, aside: &Path) -> Result<(), LedgerError> {
        let _lock = ProcessLock::acquire(path)?;
        // The log first: a new ledger must never find the log of another beside it.
        for ending in ["-wal", "-shm", ""] {
            let from = beside(path, ending);
            match fs::rename(&from, beside(aside, ending)) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(LedgerError::File { path: from, source });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whose ledger this is.
    pub fn identity(&self) -> Identity {
        *self
            .shared
            .identity
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The gate is held by whoever changes it.
    pub(crate) fn set_epoch(&self, epoch: uuid::Uuid) {
        self.shared
            .identity
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .epoch = epoch;
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.shared.path
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

/// The head of the epoch that is written to, and the last position of the file.
fn read_head(connection: &Connection, identity: &Identity) -> Result<(Head, i64), LedgerError> {
    Ok(match query::head::last(connection)? {
        Some((head, position)) if head.epoch == identity.epoch => (head, position),
        Some((_, position)) => (Head::start(identity.epoch), position),
        None => (Head::start(identity.epoch), 0),
    })
}

pub(crate) fn discard(draft: &Path) -> Result<(), LedgerError> {
    for path in [
        draft.to_path_buf(),
        beside(draft, "-wal"),
        beside(draft, "-shm"),
    ] {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(LedgerError::File { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The file that `SQLite` keeps beside the database under this ending.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Gives the finished draft its name, and makes the name durable.
fn settle(draft: &Path, path: &Path) -> Result<(), LedgerError> {
    let at = |source| LedgerError::File {
        path: path.to_path_buf(),
        source,
    };
    fs::rename(draft, path).map_err(at)?;
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(at),
        _ => Ok(()),
    }
}
