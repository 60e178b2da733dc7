//! The database's file and the files that `SQLite` keeps beside it.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::LedgerError;

/// The file beside the database whose name has this ending.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// The database's file and its companions. The log comes first: a new database must never find the
/// log of another one.
pub(crate) fn all(path: &Path) -> [PathBuf; 3] {
    [
        beside(path, "-wal"),
        beside(path, "-shm"),
        path.to_path_buf(),
    ]
}

/// Size of the log on disk, in bytes.
pub(crate) fn log_bytes(path: &Path) -> u64 {
    fs::metadata(beside(path, "-wal")).map_or(0, |metadata| metadata.len())
}

/// Removes a draft with its companions, if it is there.
pub(crate) fn remove(draft: &Path) -> Result<(), LedgerError> {
    for path in all(draft) {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(LedgerError::File { path, source });
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Renames a database with its companions.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), LedgerError> {
    for (path, target) in all(from).into_iter().zip(all(to)) {
        match fs::rename(&path, target) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(LedgerError::File { path, source });
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Gives a finished draft its name and makes the name durable.
pub(crate) fn publish(draft: &Path, path: &Path) -> Result<(), LedgerError> {
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
