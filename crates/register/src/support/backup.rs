//! A verified copy of the ledger.

use std::path::Path;

use ledger::Overwrite;

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
            .backup(path, Overwrite::Never, &mut |_, _| ())?;
        Ok(BackupView {
            path: report.path.display().to_string(),
            bytes: report.bytes,
            entries: report.head.map_or(0, |head| head.seq),
        })
    }
}
