//! The database's file and the files that `SQLite` keeps beside it.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
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

/// Puts a finished draft on disk, gives it its name, and makes the name durable.
pub(crate) fn publish(draft: &Path, path: &Path) -> Result<(), LedgerError> {
    let durable = File::open(draft)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(draft, path))
        .and_then(|()| sync_folder(path));
    durable.map_err(|source| LedgerError::File {
        path: path.to_path_buf(),
        source,
    })
}

/// Makes the names in the folder of a file durable.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        Some(_) | None => File::open(".")?.sync_all(),
    }
}

/// Windows cannot open a folder as a file, and its file systems log renames themselves.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
