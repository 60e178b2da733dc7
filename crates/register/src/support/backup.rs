//! A verified copy of the ledger.

use std::path::Path;

use ledger::{LedgerError, Overwrite};

use crate::error::AppError;
use crate::register::Register;
use crate::view::BackupView;

impl Register {
    /// Copies the ledger to a new file under the same key, and reads the copy back. Selling goes
    /// on meanwhile. A file that is there already is never overwritten.
    pub fn backup(&self, path: &Path) -> Result<BackupView, AppError> {
        let report = self
            .shop()?
            .ledger
            .backup(path, Overwrite::Never, &mut |_, _| ())
            .map_err(not_written)?;
        Ok(BackupView {
            path: report.path.display().to_string(),
            bytes: report.bytes,
            entries: report.head.map_or(0, |head| head.seq),
        })
    }
}

/// A file that exists already is not a defect of the program: another name helps.
fn not_written(error: LedgerError) -> AppError {
    match error {
        LedgerError::AlreadyExists { path } => AppError::Folder {
            path,
            source: std::io::ErrorKind::AlreadyExists.into(),
        },
        LedgerError::File { path, source } => AppError::Folder { path, source },
        other => other.into(),
    }
}
