//! Creates and opens the file, and puts all the parts together.

use std::path::Path;
use std::sync::{Arc, Mutex, RwLock};

use domain::entry::Head;
use rusqlite::Connection;

use crate::authority::Authority;
use crate::commit::{CommitListeners, NewestTime, Writer};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::maintenance::Maintenance;
use crate::sqlite::connection::{Duty, assert_engine, connect};
use crate::sqlite::key::LedgerKey;
use crate::sqlite::lock::ProcessLock;
use crate::sqlite::log_size::LogSize;
use crate::sqlite::migrate::{is_up_to_date, migrate};
use crate::sqlite::pool::ReaderPool;
use crate::sqlite::writer_queue::WriterQueue;
use crate::sqlite::{attachment, files, integrity};
use crate::store::Shared;
use crate::sync::feed::skipped;
use crate::table::entries;
use crate::table::identity::{self, Identity};

/// How a ledger is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenOptions {
    /// Whether to run the thread that folds the cold projections and checkpoints.
    ///
    /// Without it, the writer checkpoints at the log's hard limit, and [`Ledger::catch_up`] folds
    /// on demand. That is enough for a command that runs once, and for counting pages.
    pub maintenance: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { maintenance: true }
    }
}

impl Ledger {
    /// Makes a new ledger. The file appears at `path` only when it is complete: an interrupted
    /// creation leaves no file that looks like a ledger.
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
        files::remove(&draft)?;
        {
            let mut connection = connect(&draft, key, Duty::Write, true)?;
            assert_engine(&connection)?;
            migrate(&mut connection)?;
            identity::insert(&connection, identity)?;
            // Closing the only connection moves everything from the log into the file.
            connection.close().map_err(|(_, error)| error)?;
        }
        files::publish(&draft, path)?;
        open_locked(path, key, options, lock)
    }

    /// Opens an existing ledger.
    pub fn open(path: &Path, key: &LedgerKey, options: OpenOptions) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing {
                path: path.to_path_buf(),
            });
        }
        let lock = ProcessLock::acquire(path)?;
        // The file may be a backup that was put in the place of the ledger.
        attachment::detach(path)?;
        open_locked(path, key, options, lock).map_err(|error| integrity::judged(path, key, error))
    }

    /// Opens an existing ledger read-only when its disk is full. Every write fails. A ledger of an
    /// older program has to be migrated first, so it is opened for writing as usual.
    pub fn open_to_look(path: &Path, key: &LedgerKey) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing {
                path: path.to_path_buf(),
            });
        }
        let lock = ProcessLock::acquire(path)?;
        let connection = connect(path, key, Duty::Look, false)?;
        assert_engine(&connection)?;
        if is_up_to_date(&connection)? {
            return put_together(path, key, Purpose::Look, connection, lock);
        }
        drop(connection);
        open_locked(path, key, OpenOptions { maintenance: false }, lock)
    }

    /// Renames a ledger that is not open. No file is removed.
    ///
    /// Refuses with [`LedgerError::Locked`] while a process works on it.
    pub fn set_aside(path: &Path, aside: &Path) -> Result<(), LedgerError> {
        let _lock = ProcessLock::acquire(path)?;
        files::rename(path, aside)
    }
}

fn open_locked(
    path: &Path,
    key: &LedgerKey,
    options: OpenOptions,
    mut lock: ProcessLock,
) -> Result<Ledger, LedgerError> {
    let mut connection = connect_writer(path, key, &mut lock)?;
    assert_engine(&connection)?;
    migrate(&mut connection)?;
    lock.note_key(key);
    skipped::read_again(&connection)?;
    put_together(path, key, Purpose::Work(options), connection, lock)
}

/// What a ledger is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Work(OpenOptions),
    Look,
}

fn put_together(
    path: &Path,
    key: &LedgerKey,
    purpose: Purpose,
    connection: Connection,
    lock: ProcessLock,
) -> Result<Ledger, LedgerError> {
    let (reading, folding) = match purpose {
        Purpose::Work(_) => (Duty::Read, Duty::Maintain),
        Purpose::Look => (Duty::Look, Duty::Look),
    };
    let identity =
        identity::read(&connection)?.ok_or(LedgerError::Unreadable { column: "identity" })?;
    let (head, position) = read_head(&connection, &identity)?;
    let authority = Authority::of(&connection)?;
    let (settings_changes, log) = (Arc::default(), Arc::new(LogSize::default()));
    let last = entries::at(&connection, position)?;
    let last_ms = last.map(|stored| stored.entry.header.recorded_at_ms);
    let newest = NewestTime::read(&connection, last_ms)?;
    let writer = Writer::new(
        connection,
        head,
        position,
        authority,
        newest,
        (Arc::clone(&settings_changes), Arc::clone(&log)),
    );
    let shared = Arc::new(Shared {
        path: path.to_path_buf(),
        key: key.clone(),
        is_to_look: purpose == Purpose::Look,
        identity: RwLock::new(identity),
        writer: WriterQueue::new(writer),
        readers: ReaderPool::new(path.to_path_buf(), key.clone(), reading),
        folder: Mutex::new(connect(path, key, folding, false)?),
        settings_changes,
        log,
    });
    let maintenance = match purpose {
        Purpose::Work(OpenOptions { maintenance: true }) => {
            Some(Maintenance::start(Arc::clone(&shared))?)
        }
        Purpose::Work(OpenOptions { maintenance: false }) | Purpose::Look => None,
    };
    Ok(Ledger {
        maintenance,
        shared,
        listeners: CommitListeners::default(),
        _lock: lock,
    })
}

/// Opens the connection that appends. A file that does not open with a key that it opened with
/// before is damaged.
fn connect_writer(
    path: &Path,
    key: &LedgerKey,
    lock: &mut ProcessLock,
) -> Result<Connection, LedgerError> {
    match connect(path, key, Duty::Write, false) {
        Err(LedgerError::WrongKey) if lock.knows_key(key) => Err(integrity::broken_seal()),
        other => other,
    }
}

/// The head of the current epoch, and the last position of the file.
fn read_head(connection: &Connection, identity: &Identity) -> Result<(Head, i64), LedgerError> {
    Ok(match entries::last_head(connection)? {
        Some((head, position)) if head.epoch == identity.epoch => (head, position),
        Some((_, position)) => (Head::start(identity.epoch), position),
        None => (Head::start(identity.epoch), 0),
    })
}
