//! The copy of a backup, while it is checked.

use std::fs;
use std::path::{Path, PathBuf};

use domain::entry::SigningKey;
use ledger::{Ledger, LedgerError, LedgerKey, OpenOptions};

use crate::error::{AppError, RecoveryError};
use crate::key::Secret;

/// The folder in the data folder.
const FOLDER: &str = "restoring";

/// A copy that opens with its key and holds what it should. Its folder goes when this is dropped.
pub(super) struct RestoreDraft {
    folder: PathBuf,
}

impl RestoreDraft {
    /// Copies the backup and checks the copy: its key, all pages, and every entry from the first.
    pub(super) fn copy(backup: &Path, data_dir: &Path, secret: &Secret) -> Result<Self, AppError> {
        let folder = data_dir.join(FOLDER);
        remove(&folder)?;
        fs::create_dir(&folder).map_err(of(&folder))?;
        let draft = Self { folder };
        fs::copy(backup, draft.ledger()).map_err(of(backup))?;
        draft.check(backup, secret)?;
        Ok(draft)
    }

    /// Gives the copy its place.
    pub(super) fn publish(self, ledger: &Path) -> Result<(), AppError> {
        Ok(Ledger::set_aside(&self.ledger(), ledger)?)
    }

    fn ledger(&self) -> PathBuf {
        self.folder.join("ledger.db")
    }

    fn check(&self, backup: &Path, secret: &Secret) -> Result<(), AppError> {
        let reason = match self.first_finding(secret) {
            Ok(None) => return Ok(()),
            Ok(Some(found)) => found,
            Err(error @ (LedgerError::WrongKey | LedgerError::Corrupted { .. })) => {
                error.to_string()
            }
            Err(error) => return Err(error.into()),
        };
        Err(RecoveryError::BackupDamaged {
            path: backup.to_path_buf(),
            reason,
        }
        .into())
    }

    /// What is wrong with the copy, if anything is.
    fn first_finding(&self, secret: &Secret) -> Result<Option<String>, LedgerError> {
        let key = LedgerKey::new(secret.ledger_key);
        let options = OpenOptions { maintenance: false };
        let ledger = Ledger::open(&self.ledger(), &key, options)?;
        if let Some(found) = ledger.integrity()?.into_iter().next() {
            return Ok(Some(found));
        }
        let public_key = SigningKey::from_seed(&secret.signing_seed).public();
        let verified = ledger.verify(Some(&public_key), &mut |_| ())?;
        Ok(verified.error.map(|error| error.to_string()))
    }
}

impl Drop for RestoreDraft {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.folder) {
            log::warn!("the copy of a backup stays behind: {error}");
        }
    }
}

fn remove(folder: &Path) -> Result<(), AppError> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(of(folder)(source)),
        _ => Ok(()),
    }
}

fn of(path: &Path) -> impl FnOnce(std::io::Error) -> AppError {
    let path = path.to_path_buf();
    move |source| AppError::Folder { path, source }
}
