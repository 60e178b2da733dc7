//! The import that runs, or the last one that did.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::AppError;
use crate::view::{ImportProgress, ImportState};

/// One import at a time.
#[derive(Default)]
pub(crate) struct ImportSlot {
    progress: Mutex<ImportProgress>,
    is_cancelled: AtomicBool,
}

impl ImportSlot {
    /// Takes the slot for a new import.
    pub(super) fn begin(&self) -> Result<(), AppError> {
        let mut progress = self.lock();
        if matches!(
            progress.state,
            ImportState::Checking | ImportState::Applying
        ) {
            return Err(AppError::ImportBusy);
        }
        self.is_cancelled.store(false, Ordering::Release);
        *progress = ImportProgress {
            state: ImportState::Checking,
            ..ImportProgress::default()
        };
        Ok(())
    }

    pub(super) fn set(&self, progress: ImportProgress) {
        *self.lock() = progress;
    }

    pub(super) fn progress(&self) -> ImportProgress {
        self.lock().clone()
    }

    pub(super) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Release);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Acquire)
    }

    fn lock(&self) -> MutexGuard<'_, ImportProgress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
