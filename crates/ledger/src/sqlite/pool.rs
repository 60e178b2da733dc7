//! Connections for reading, shared by all threads of the process.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::connection::{Duty, connect};
use super::key::LedgerKey;
use crate::error::LedgerError;

/// Idle readers that are kept; more are opened when more threads read at once, and closed
/// afterwards.
const KEPT: usize = 3;

/// A few idle read-only connections.
pub(crate) struct ReaderPool {
    path: PathBuf,
    key: LedgerKey,
    duty: Duty,
    idle: Mutex<Vec<Connection>>,
}

impl ReaderPool {
    pub(crate) fn new(path: PathBuf, key: LedgerKey, duty: Duty) -> Self {
        Self {
            path,
            key,
            duty,
            idle: Mutex::new(Vec::with_capacity(KEPT)),
        }
    }

    /// Runs `work` on a reader. Work must be short: a long read keeps the log from being reset.
    pub(crate) fn read<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path, &self.key, self.duty, false)?,
        };
        let result = work(&connection);
        // After a damaged page the cipher does not let a connection read any more. A new connection
        // reports the damage again.
        let mut idle = self.lock();
        if result.is_ok() && idle.len() < KEPT {
            idle.push(connection);
        }
        result
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
