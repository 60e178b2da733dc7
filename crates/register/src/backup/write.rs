//! A verified copy of the ledger.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::{Ledger, LedgerError, Overwrite, read_attachment};

use crate::error::AppError;
use crate::key::SealedSecret;
use crate::view::BackupView;

/// What a backup is made of.
#[derive(Clone)]
pub(crate) struct BackupSource {
    pub(crate) ledger: Arc<Ledger>,
    /// Where the secret lies that the recovery code opens.
    pub(crate) sealed_secret: PathBuf,
    /// What people call the register.
    pub(crate) register_name: String,
}

impl BackupSource {
    /// Writes the copy and checks it. A file that is there already stays.
    pub(crate) fn write(&self, path: &Path) -> Result<BackupView, AppError> {
        self.write_over(path, Overwrite::Never)
    }

    /// The same in place of an older copy, which stays until the new one is checked.
    pub(super) fn replace(&self, path: &Path) -> Result<BackupView, AppError> {
        self.write_over(path, Overwrite::Allowed)
    }

    fn write_over(&self, path: &Path, overwrite: Overwrite) -> Result<BackupView, AppError> {
        let sealed = SealedSecret::read_of(&self.sealed_secret, &self.ledger)?;
        let carried = sealed.map(|sealed| sealed.to_bytes()).transpose()?;
        let report = self
            .ledger
            .backup_carrying(path, overwrite, carried.as_deref(), &mut |_, _| ())
            .map_err(not_written)?;
        if read_attachment(path).map_err(not_written)? != carried {
            return Err(LedgerError::CopyDiffers {
                path: path.to_path_buf(),
            }
            .into());
        }
        Ok(BackupView {
            path: report.path.display().to_string(),
            bytes: report.bytes,
            entries: report.head.map_or(0, |head| head.seq),
            has_recovery_code: carried.is_some(),
        })
    }
}

/// A file that exists already is not a defect of the program: another name helps.
pub(crate) fn not_written(error: LedgerError) -> AppError {
    match error {
        LedgerError::AlreadyExists { path } => AppError::Folder {
            path,
            source: std::io::ErrorKind::AlreadyExists.into(),
        },
        LedgerError::File { path, source } => AppError::Folder { path, source },
        other => other.into(),
    }
}
