//! How the file is opened: three kinds of connection, each with one duty.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::key::LedgerKey;
use super::log_size::LogSize;
use crate::error::LedgerError;

/// `SQLite` before 3.51.3 can lose a commit when one connection writes while another checkpoints,
/// which is exactly how this crate works (sqlite.org/wal.html#walresetbug).
const OLDEST_SOUND_ENGINE: i32 = 3_051_003;

/// Longest wait for another connection of this process. Writers wait in their own queue, so this
/// covers only the moments in which `SQLite` recovers or restarts the log.
pub(crate) const BUSY_LIMIT: Duration = Duration::from_secs(5);

/// The file system layer of `SQLite` for one process: it does not create a shared-memory file. The
/// lock beside the ledger ensures that this is the only process.
const INDEX_IN_MEMORY: &str = "unix-excl";

/// Statements kept prepared per connection: more than the sell path has.
const STATEMENT_CACHE: usize = 96;

/// The cache of the connection that appends, in KiB, as in `settings`.
pub(crate) const WRITER_CACHE_KIB: u32 = 8192;

/// The purpose of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duty {
    /// Appends entries: each commit is on disk before it returns (`synchronous=FULL`).
    Write,
    /// Reads only.
    Read,
    /// Folds derived tables and checkpoints. `synchronous=NORMAL` is enough there: its data can be
    /// derived again, and a power cut loses the cursor together with the data.
    Maintain,
    /// Reads a ledger whose disk cannot be written. The index of the log is kept in memory, so that
    /// no file has to be created beside the ledger.
    Look,
}

/// Refuses an engine that could lose or expose a sale.
pub(crate) fn assert_engine(connection: &Connection) -> Result<(), LedgerError> {
    let found = rusqlite::version_number();
    if found < OLDEST_SOUND_ENGINE {
        return Err(LedgerError::EngineTooOld { found });
    }
    match connection.pragma_query_value(None, "cipher_version", |row| row.get::<_, String>(0)) {
        Ok(version) if !version.is_empty() => Ok(()),
        Ok(_) | Err(rusqlite::Error::QueryReturnedNoRows) => Err(LedgerError::EngineWithoutCipher),
        Err(error) => Err(error.into()),
    }
}

/// Opens the file, or makes it when `create` is set, with the key and the settings of the duty.
pub(crate) fn connect(
    path: &Path,
    key: &LedgerKey,
    duty: Duty,
    create: bool,
) -> Result<Connection, LedgerError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = if duty == Duty::Look && cfg!(unix) {
        Connection::open_with_flags_and_vfs(path, flags, INDEX_IN_MEMORY)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    // The cipher would log to standard error, but its findings are returned as errors anyway.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&key.pragma())?;
    connection.busy_timeout(BUSY_LIMIT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    check_key(&connection)?;
    if connection.is_readonly("main")? {
        return Err(LedgerError::ReadOnly);
    }
    connection.execute_batch(settings(duty))?;
    if duty == Duty::Look {
        // Closing would move the log into the file.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    if matches!(duty, Duty::Write | Duty::Maintain) {
        LogSize::watch(&connection);
    }
    Ok(connection)
}

/// The first read of the file. If the page does not open with the key, the key is wrong.
fn check_key(connection: &Connection) -> Result<(), LedgerError> {
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Ok(()) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ffi::ErrorCode::NotADatabase) => {
            Err(LedgerError::WrongKey)
        }
        Err(error) => Err(error.into()),
    }
}

/// Cache sizes are in KiB (negative): small, because a register shares its machine with a browser
/// view, and a warm look-up touches four pages.
fn settings(duty: Duty) -> &'static str {
    match duty {
        Duty::Write => {
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 16777216;
             PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -8192;"
        }
        Duty::Read => {
            "PRAGMA query_only = ON;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA cache_size = -4096;"
        }
        Duty::Look => {
            "PRAGMA query_only = ON;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -4096;"
        }
        Duty::Maintain => {
            "PRAGMA synchronous = NORMAL;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 16777216;
             PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -4096;"
        }
    }
}
