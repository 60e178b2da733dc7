//! The import that is running, or the last one that ran.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::error::{AppError, ImportJobError};
use crate::view::{ImportProgress, ImportState};

/// Whether a command starts an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It does.
    Now,
    /// It did before.
    Before,
}

#[derive(Default)]
struct RunningImport {
    /// The command that started the import.
    command_id: Option<Uuid>,
    progress: ImportProgress,
}

/// One import at a time.
#[derive(Default)]
pub(crate) struct ImportSlot {
    state: Mutex<RunningImport>,
    is_cancelled: AtomicBool,
}

impl ImportSlot {
    /// Takes the slot for a new import. A repeat of the command whose import is running or done
    /// starts nothing; one whose import was cut off starts it again.
    pub(crate) fn begin(&self, command_id: Uuid) -> Result<Begun, AppError> {
        let mut slot = self.lock();
        let is_repeat = slot.command_id == Some(command_id);
        match slot.progress.state {
            ImportState::Checking | ImportState::Applying | ImportState::Done if is_repeat => {
                return Ok(Begun::Before);
            }
            ImportState::Checking | ImportState::Applying => {
                return Err(ImportJobError::Busy.into());
            }
            ImportState::Idle
            | ImportState::Done
            | ImportState::Cancelled
            | ImportState::Failed => {}
        }
        self.is_cancelled.store(false, Ordering::Release);
        *slot = RunningImport {
            command_id: Some(command_id),
            progress: ImportProgress {
                state: ImportState::Checking,
                ..ImportProgress::default()
            },
        };
        Ok(Begun::Now)
    }

    pub(crate) fn set(&self, progress: ImportProgress) {
        self.lock().progress = progress;
    }

    pub(crate) fn progress(&self) -> ImportProgress {
        self.lock().progress.clone()
    }

    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Release);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Acquire)
    }

    fn lock(&self) -> MutexGuard<'_, RunningImport> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
