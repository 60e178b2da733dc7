//! Where the daily backups go, and how the last ones ended. It stays on this register.

use std::path::PathBuf;

use ledger::{Commit, Ledger};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, ErrorCode};

const NAME: &str = "backups";
/// A backup that is older than this is worth a word, whatever the reason.
const OLD_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// The register's own choice, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupRecord {
    /// Nothing while the owner chose no folder.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) last: Option<DoneBackup>,
    /// A failure after the last success.
    pub(crate) failure: Option<FailedBackup>,
}

/// A backup that was read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DoneBackup {
    pub(crate) at_ms: i64,
    pub(crate) path: String,
}

/// A backup that could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FailedBackup {
    pub(crate) at_ms: i64,
    pub(crate) code: ErrorCode,
}

impl BackupRecord {
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, AppError> {
        Ok(ledger.preference(NAME)?.unwrap_or_default())
    }

    pub(crate) fn change(ledger: &Ledger, change: impl FnOnce(&mut Self)) -> Result<(), AppError> {
        ledger.commit(|commit| Self::change_in(commit, change))
    }

    pub(crate) fn change_in(
        commit: &mut Commit<'_>,
        change: impl FnOnce(&mut Self),
    ) -> Result<(), AppError> {
        let mut record: Self = commit.preference(NAME)?.unwrap_or_default();
        change(&mut record);
        Ok(commit.preference_set(NAME, &record)?)
    }
}

/// Whether the last backup failed, or none was made for days although a folder is chosen.
pub(crate) fn is_failing(ledger: &Ledger, now_ms: i64) -> Result<bool, AppError> {
    let record = BackupRecord::read(ledger)?;
    let is_old = |at_ms: i64| now_ms.saturating_sub(at_ms) > OLD_MS;
    let old = record.last.is_some_and(|last| is_old(last.at_ms));
    Ok(record.folder.is_some() && (record.failure.is_some() || old))
}
