//! The state of the file and the engine, for support.

use std::fs;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::sqlite::{files, integrity, migrate};
use crate::table::{entries, fold_cursor};

/// Figures of the file and the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The linked `SQLite`.
    pub engine_version: String,
    /// The linked `SQLCipher`.
    pub cipher_version: String,
    /// Schema of the file.
    pub schema_version: i64,
    /// Bytes of a page.
    pub page_size: u64,
    /// Pages of the file.
    pub page_count: u64,
    /// Pages that are free.
    pub free_page_count: u64,
    /// Size of the file.
    pub file_bytes: u64,
    /// Size of the log that is not in the file yet.
    pub log_bytes: u64,
    /// Free space on the disk; `None` if the system does not report it.
    pub disk_free_bytes: Option<u64>,
    /// Entries in all epochs.
    pub entry_count: u64,
    /// Entries that are not in the reports yet.
    pub unfolded_count: u64,
}

/// The linked `SQLite`.
pub fn engine_version() -> &'static str {
    rusqlite::version()
}

/// The newest schema that this program reads.
pub fn newest_schema() -> i64 {
    migrate::known_version()
}

impl Ledger {
    /// Figures that are cheap to read.
    pub fn health(&self) -> Result<Health, LedgerError> {
        self.read(|connection| {
            let number = |pragma| figure(connection, pragma);
            let last = entries::last_position(connection)?;
            let folded = fold_cursor::read(connection)?;
            Ok(Health {
                engine_version: engine_version().to_owned(),
                cipher_version: connection
                    .pragma_query_value(None, "cipher_version", |row| row.get(0))?,
                schema_version: newest_schema(),
                page_size: number("page_size")?,
                page_count: number("page_count")?,
                free_page_count: number("freelist_count")?,
                file_bytes: fs::metadata(self.path()).map_or(0, |metadata| metadata.len()),
                log_bytes: files::log_bytes(self.path()),
                disk_free_bytes: self
                    .path()
                    .parent()
                    .and_then(|folder| fs4::available_space(folder).ok()),
                entry_count: u64::try_from(last).unwrap_or(0),
                unfolded_count: u64::try_from(last - folded).unwrap_or(0),
            })
        })
    }

    /// Checks the seal of every page and the structure of every table, and returns the problems. A
    /// gigabyte takes most of a minute, so it runs on demand, never at start.
    pub fn integrity(&self) -> Result<Vec<String>, LedgerError> {
        self.read_snapshot(integrity::check)
    }
}

/// The value of a pragma that is a number. The cipher returns some of them as text.
fn figure(connection: &Connection, pragma: &str) -> Result<u64, LedgerError> {
    let value = connection.pragma_query_value(None, pragma, |row| row.get::<_, Value>(0))?;
    Ok(match value {
        Value::Integer(number) => u64::try_from(number).unwrap_or(0),
        Value::Text(digits) => digits.parse().unwrap_or(0),
        Value::Null | Value::Real(_) | Value::Blob(_) => 0,
    })
}
