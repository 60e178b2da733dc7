//! A shop comes back from a backup, on any computer.
//!
//! The backup is copied beside the ledger's place and checked there: its key, every page, every
//! entry. It then becomes the ledger and goes on in a new epoch, so that no receipt number is
//! printed twice. `register.json` is written last and marks the end. Until then nothing counts.

mod draft;
mod report;

use std::path::Path;
use std::sync::Arc;

use ledger::{Ledger, read_attachment};

use self::draft::RestoreDraft;
use crate::backup::not_written;
use crate::error::{AppError, RecoveryError, SetupError};
use crate::events::RegisterEvent;
use crate::key::{KeyLocation, RecoveryCode, SealedSecret, Secret};
use crate::register::Register;
use crate::setup_file::SetupFile;

use crate::view::{RestoreInput, RestoreView};

impl Register {
    /// Makes the shop of this empty data folder from a backup and its recovery code. After an error
    /// it can be repeated. Nobody is unlocked afterwards.
    pub fn restore_backup(&self, input: &RestoreInput) -> Result<RestoreView, AppError> {
        let _one_setup = self.one_setup();
        if self.is_set_up() || SetupFile::read(self.data_dir())?.is_some() {
            return Err(SetupError::AlreadySetUp.into());
        }
        let backup = Path::new(&input.path);
        let code = RecoveryCode::parse(&input.recovery_code)?;
        let sealed = sealed_in(backup)?;
        let secret = sealed.open(&code)?;
        let key_location = self.new_key_location(sealed.register_id, input.use_key_file)?;
        refuse_other_key(&key_location, &secret)?;
        let draft = RestoreDraft::copy(backup, self.data_dir(), &secret)?;
        self.set_unfinished_aside(self.new_id())?;
        draft.publish(&self.ledger_path())?;
        let ledger = Arc::new(self.open_ledger(&secret)?);
        let view = self.go_on_from(&ledger, &secret, &key_location)?;
        sealed.write(&self.sealed_secret_path())?;
        SetupFile::new(sealed.register_id, &key_location).write(self.data_dir())?;
        self.start(ledger, secret, &key_location)?;
        log::info!("register {} came back from a backup", sealed.register_id);
        self.tell(RegisterEvent::StatusChanged);
        Ok(view)
    }

    /// Begins the new epoch and stores the key. What the old mark knows is read before.
    fn go_on_from(
        &self,
        ledger: &Arc<Ledger>,
        secret: &Secret,
        key_location: &KeyLocation,
    ) -> Result<RestoreView, AppError> {
        let found = report::read(ledger, key_location)?;
        self.continue_in_new_epoch(ledger, secret, key_location)?;
        if key_location.read_or_missing()?.is_none() {
            key_location.write(secret)?;
        }
        report::view(ledger, found)
    }
}

fn sealed_in(backup: &Path) -> Result<SealedSecret, AppError> {
    match read_attachment(backup).map_err(not_written)? {
        Some(bytes) => Ok(SealedSecret::from_bytes(&bytes)?),
        None => Err(RecoveryError::NoCode {
            path: backup.to_path_buf(),
        }
        .into()),
    }
}

/// A key that is there already may be the only one of another ledger.
fn refuse_other_key(key_location: &KeyLocation, secret: &Secret) -> Result<(), AppError> {
    match key_location.read_or_missing()? {
        Some(other) if other != *secret => Err(RecoveryError::KeyTaken {
            key_location: key_location.to_string(),
        }
        .into()),
        _ => Ok(()),
    }
}
