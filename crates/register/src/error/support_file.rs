//! Why a file for support cannot be written.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// A file for support cannot be written.
#[derive(Debug, Error)]
pub enum SupportFileError {
    /// A file has this name already; it is never replaced.
    #[error("{path} is there already; choose another name")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Its folder is not there.
    #[error("the folder of {path} is not there; choose another, or put the disk back in")]
    FolderMissing {
        /// The file.
        path: PathBuf,
    },
    /// Its folder takes no files.
    #[error("nothing may be written to the folder of {path}; choose another")]
    FolderReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room.
    #[error("the disk of {path} is full; choose another, or make room")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that the system says.
    #[error("{path} cannot be written: {source}")]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl SupportFileError {
    pub(crate) fn of(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            ErrorKind::AlreadyExists => Self::Exists { path },
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::FolderReadOnly { path }
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::NotWritten { path, source },
        }
    }

    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Exists { .. } => ErrorCode::FileExists,
            Self::FolderMissing { .. } => ErrorCode::FolderMissing,
            Self::FolderReadOnly { .. } | Self::NotWritten { .. } => ErrorCode::FolderReadOnly,
            Self::DiskFull { .. } => ErrorCode::DiskFull,
        }
    }

    pub(crate) fn details(&self) -> ErrorDetails {
        match self {
            Self::Exists { path }
            | Self::FolderMissing { path }
            | Self::FolderReadOnly { path }
            | Self::DiskFull { path }
            | Self::NotWritten { path, .. } => ErrorDetails::of_path(path.display().to_string()),
        }
    }
}
