//! The full check of a file, and the meaning of errors that may come from a damaged page.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, ffi};

use super::connection::{Duty, connect};
use super::key::LedgerKey;
use crate::error::LedgerError;

/// Checks the seals of all pages.
const SEALS: &str = "PRAGMA cipher_integrity_check";

/// Checks the structure of all tables.
const STRUCTURE: &str = "PRAGMA integrity_check";

/// Checks the seals of all pages, then the structure of all tables. Returns the problems.
pub(crate) fn check(connection: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut found = findings(connection, SEALS)?;
    found.extend(findings(connection, STRUCTURE)?);
    Ok(found)
}

fn findings(connection: &Connection, check: &str) -> Result<Vec<String>, LedgerError> {
    let mut statement = connection.prepare(check)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let found: Vec<_> = rows.collect::<Result<_, _>>()?;
    Ok(found.into_iter().filter(|found| found != "ok").collect())
}

/// The real cause of an error of this file. After a page with a broken seal, the cipher closes the
/// file for reading, and the next statement fails with "out of memory". Memory may really have run
/// out, so the seals are checked.
pub(crate) fn judged(path: &Path, key: &LedgerKey, error: LedgerError) -> LedgerError {
    let LedgerError::Sqlite(source) = error else {
        return error;
    };
    if source.sqlite_error_code() == Some(ErrorCode::OutOfMemory) && has_broken_seal(path, key) {
        LedgerError::Corrupted { source }
    } else {
        LedgerError::Sqlite(source)
    }
}

/// Whether the seal of any page is broken. Reads the whole file on a new connection, because one
/// that met such a page cannot read any more. There must be no checkpoint meanwhile.
pub(crate) fn has_broken_seal(path: &Path, key: &LedgerKey) -> bool {
    let found =
        connect(path, key, Duty::Read, false).and_then(|connection| findings(&connection, SEALS));
    match found {
        Ok(found) => !found.is_empty(),
        Err(LedgerError::Corrupted { .. }) => true,
        Err(error) => {
            log::warn!("the pages of the ledger cannot be checked: {error}");
            false
        }
    }
}

/// The error of a page with a broken seal, when no statement reported it.
pub(crate) fn broken_seal() -> LedgerError {
    let code = ffi::Error::new(ffi::SQLITE_NOTADB);
    LedgerError::Corrupted {
        source: rusqlite::Error::SqliteFailure(code, None),
    }
}
