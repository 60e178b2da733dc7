//! Why a recovery code or a backup cannot be used.

use std::path::PathBuf;

use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// A recovery code or a backup cannot be used.
#[derive(Debug, Error)]
pub enum RecoveryError {
    /// Letters are missing, or one is wrong.
    #[error("this is not a recovery code: a letter is wrong, missing or too much")]
    CodeMistyped,
    /// A code, and not the one of this ledger or backup.
    #[error("this recovery code does not belong to this ledger or backup; an older one may")]
    CodeRefused,
    /// No code was ever made for it.
    #[error("no recovery code was made for {path}")]
    NoCode {
        /// The ledger or backup.
        path: PathBuf,
    },
    /// What the code would open is damaged, or was written by a newer version.
    #[error("what the recovery code opens cannot be read")]
    SealUnreadable,
    /// The key is where it should be.
    #[error("the key of this ledger is not lost")]
    KeyNotLost,
    /// Another ledger's key is where this one would go.
    #[error("another key is at {key_location}")]
    KeyTaken { key_location: String },
    /// Something is in the folder.
    #[error("{path} is not empty")]
    FolderNotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The backup is damaged, or no backup.
    #[error("{path} cannot be restored: {reason}")]
    BackupDamaged {
        /// The backup.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl RecoveryError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::CodeMistyped => ErrorCode::RecoveryCodeInvalid,
            Self::CodeRefused => ErrorCode::RecoveryCodeWrong,
            Self::NoCode { .. } | Self::SealUnreadable => ErrorCode::RecoveryCodeMissing,
            Self::KeyNotLost | Self::KeyTaken { .. } => ErrorCode::AlreadySetUp,
            Self::FolderNotEmpty { .. } => ErrorCode::FolderNotEmpty,
            Self::BackupDamaged { .. } => ErrorCode::BackupDamaged,
        }
    }

    pub(crate) fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::NoCode { path }
            | Self::FolderNotEmpty { path }
            | Self::BackupDamaged { path, .. } => {
                Some(ErrorDetails::of_path(path.display().to_string()))
            }
            Self::KeyTaken { key_location } => Some(ErrorDetails::of_path(key_location.clone())),
            Self::CodeMistyped | Self::CodeRefused | Self::SealUnreadable | Self::KeyNotLost => {
                None
            }
        }
    }
}
