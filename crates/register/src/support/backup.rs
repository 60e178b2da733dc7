//! A verified copy of the ledger.

use std::path::Path;

use ledger::{LedgerError, Overwrite, read_attachment};

use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::BackupView;

impl Register {
    /// Copies the ledger to a new file under the same key, and reads the copy back. It carries the
    /// key, sealed with the recovery code. Selling goes on meanwhile. A file that is there already
    /// is never overwritten.
    pub fn backup(&self, path: &Path) -> Result<BackupView, AppError> {
        self.write_backup(&*self.shop()?, path)
    }

    pub(crate) fn write_backup(&self, shop: &Shop, path: &Path) -> Result<BackupView, AppError> {
        let sealed = self.sealed_secret(shop)?;
        let carried = sealed.map(|sealed| sealed.to_bytes()).transpose()?;
        let report = shop
            .ledger
            .backup_carrying(path, Overwrite::Never, carried.as_deref(), &mut |_, _| ())
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
