//! One process per ledger.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use crate::error::LedgerError;

/// Held as long as the ledger is open. The system releases it when the process ends, however it
/// ends, so that no stale lock keeps a shop closed after a power cut.
#[derive(Debug)]
pub(crate) struct ProcessLock {
    _file: File,
}

impl ProcessLock {
    /// Takes the lock beside `ledger`, or says who is in the way.
    pub(crate) fn acquire(ledger: &Path) -> Result<Self, LedgerError> {
        let path = lock_path(ledger);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| not_writable(&path, source))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LedgerError::Locked { path }),
            Err(TryLockError::Error(source)) => Err(LedgerError::File { path, source }),
        }
    }
}

/// `ledger.db` is guarded by `ledger.lock`.
pub(crate) fn lock_path(ledger: &Path) -> PathBuf {
    ledger.with_extension("lock")
}

fn not_writable(path: &Path, source: std::io::Error) -> LedgerError {
    match source.kind() {
        std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
            LedgerError::ReadOnly
        }
        std::io::ErrorKind::StorageFull => LedgerError::DiskFull,
        _ => LedgerError::File {
            path: path.to_path_buf(),
            source,
        },
    }
}
