//! One process per ledger.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::key::LedgerKey;
use crate::error::LedgerError;

/// Held as long as the ledger is open. The system releases it when the process ends, however it
/// ends, so that no stale lock keeps a shop closed after a power cut.
#[derive(Debug)]
pub(crate) struct ProcessLock {
    file: File,
}

impl ProcessLock {
    /// Takes the lock beside `ledger`. Refuses while another process holds it.
    pub(crate) fn acquire(ledger: &Path) -> Result<Self, LedgerError> {
        let path = lock_path(ledger);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|source| not_writable(&path, source))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(LedgerError::Locked { path }),
            Err(TryLockError::Error(source)) => Err(LedgerError::File { path, source }),
        }
    }

    /// Notes that the ledger opened with this key. A failure is only logged.
    pub(crate) fn note_key(&mut self, key: &LedgerKey) {
        if self.knows_key(key) {
            return;
        }
        let noted = self
            .file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .and_then(|_| self.file.write_all(key.fingerprint().as_bytes()));
        if let Err(error) = noted {
            log::warn!("the key's fingerprint cannot be noted: {error}");
        }
    }

    /// Whether the ledger opened with this key before. If it no longer does, the file is damaged
    /// and another key would not help.
    pub(crate) fn knows_key(&mut self, key: &LedgerKey) -> bool {
        let mut noted = String::new();
        let read = self
            .file
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.file.read_to_string(&mut noted));
        read.is_ok() && noted == key.fingerprint()
    }
}

/// `ledger.db` is guarded by `ledger.lock`.
pub(crate) fn lock_path(ledger: &Path) -> PathBuf {
    ledger.with_extension("lock")
}

fn not_writable(path: &Path, source: std::io::Error) -> LedgerError {
    let kind = source.kind();
    if matches!(
        kind,
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied
    ) {
        LedgerError::ReadOnly
    } else if kind == ErrorKind::StorageFull {
        LedgerError::DiskFull
    } else {
        LedgerError::File {
            path: path.to_path_buf(),
            source,
        }
    }
}
