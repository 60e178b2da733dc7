//! How the backups of this register stand, and where they go.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::user::Permission;
use uuid::Uuid;

use crate::backup::{BackupRecord, BackupSource, DailyBackup, is_failing};
use crate::command::Command;
use crate::error::{AppError, SettingsError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::{Shop, register_name};
use crate::view::{BackupStatusView, BackupView};

/// A file that is written to see whether a folder takes files.
const TRIAL_FILE: &str = "kasapro-trial.part";

impl Register {
    /// Copies the ledger to a new file under the same key, and reads the copy back. It carries the
    /// key, sealed with the recovery code. Selling goes on meanwhile. A file that is there already
    /// is never overwritten.
    pub fn backup(&self, path: &Path) -> Result<BackupView, AppError> {
        self.backup_source(&*self.shop()?)?.write(path)
    }

    /// The same for a person in front of the screen. For owners.
    pub fn backup_write(&self, path: &str) -> Result<BackupView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ExportLedger)?;
        self.backup_source(&shop)?.write(Path::new(path))
    }

    pub(crate) fn backup_source(&self, shop: &Shop) -> Result<BackupSource, AppError> {
        Ok(BackupSource {
            ledger: Arc::clone(&shop.ledger),
            sealed_secret: self.sealed_secret_path(),
            register_name: register_name(&shop.ledger)?,
        })
    }

    /// How the backups of this register stand.
    pub fn backup_status(&self) -> Result<BackupStatusView, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        let record = BackupRecord::read(&shop.ledger)?;
        let is_failing = is_failing(&shop.ledger, self.utc_ms())?;
        Ok(BackupStatusView {
            folder: record.folder.map(|folder| folder.display().to_string()),
            last_at_ms: record.last.as_ref().map(|last| last.at_ms),
            last_path: record.last.map(|last| last.path),
            failed_at_ms: record.failure.map(|failure| failure.at_ms),
            failure: record.failure.map(|failure| failure.code),
            is_failing,
            recovery_code_made_ms: shop.recovery_code_made_ms(),
        })
    }

    /// Chooses the folder of the daily backups, or none. The first one is made at once. For owners.
    pub fn backup_folder_set(
        &self,
        command_id: Uuid,
        folder: Option<&str>,
    ) -> Result<BackupStatusView, AppError> {
        let folder = folder
            .map(|folder| self.usable_folder(folder))
            .transpose()?;
        let chosen = folder.is_some();
        let view = self.run(
            Command::new(command_id, Permission::EditSettings)
                .telling(RegisterEvent::StatusChanged),
            |context| {
                context.commit(|commit| {
                    BackupRecord::change_in(commit, |record| {
                        record.folder = folder;
                        record.failure = None;
                    })
                })
            },
            |context, _| context.register.backup_status(),
        )?;
        if chosen {
            self.shop()?.daily_backup(DailyBackup::ask_now);
        }
        Ok(view)
    }

    /// A folder that takes files and is not the ledger's own: whatever destroys one destroys both.
    fn usable_folder(&self, folder: &str) -> Result<PathBuf, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditSettings)?;
        let path = Path::new(folder);
        let is_own = match (path.canonicalize(), self.data_dir().canonicalize()) {
            (Ok(path), Ok(own)) => path == own,
            _ => false,
        };
        if is_own || !path.is_absolute() {
            return Err(SettingsError::Invalid {
                field: "backup_folder",
            }
            .into());
        }
        let trial = path.join(TRIAL_FILE);
        let tried = fs::write(&trial, b"").and_then(|()| fs::remove_file(&trial));
        tried.map_err(|source| AppError::Folder {
            path: path.to_path_buf(),
            source,
        })?;
        Ok(path.to_path_buf())
    }
}
