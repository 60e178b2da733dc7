//! The full check of a file.

use rusqlite::Connection;

use crate::error::LedgerError;

/// Checks the seals of all pages, then the structure of all tables. Returns what is wrong.
pub(crate) fn check(connection: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut findings = Vec::new();
    for check in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check"] {
        let mut statement = connection.prepare(check)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for finding in rows {
            let finding = finding?;
            if finding != "ok" {
                findings.push(finding);
            }
        }
    }
    Ok(findings)
}
