//! Opening a ledger whose key is lost.

use std::sync::Arc;

use ledger::read_attachment;

use crate::error::{AppError, RecoveryError, SetupError};
use crate::events::RegisterEvent;
use crate::key::{RecoveryCode, SealedSecret};
use crate::register::Register;
use crate::setup_file::SetupFile;
use crate::view::StatusView;

impl Register {
    /// Opens the ledger of this folder with its recovery code, and puts the key where it was.
    ///
    /// The high-water mark is mostly lost with the key. Nobody can tell then whether this ledger is
    /// the newest, so it goes on in a new epoch with receipt numbers of its own.
    pub fn ledger_reopen(&self, code: &str) -> Result<StatusView, AppError> {
        let _one_setup = self.one_setup();
        if self.is_set_up() {
            return Err(RecoveryError::KeyNotLost.into());
        }
        let setup_file = SetupFile::read(self.data_dir())?.ok_or(SetupError::NeedsSetup)?;
        let key_location = setup_file.key_location(&self.inner.options.key_store);
        let code = RecoveryCode::parse(code)?;
        let secret = self.sealed_beside_ledger()?.open(&code)?;
        let ledger = Arc::new(self.open_ledger(&secret)?);
        if key_location.read_mark()?.is_none() {
            self.continue_in_new_epoch(&ledger, &secret, &key_location)?;
        }
        // Last, so that an attempt that was cut off is repeated from the beginning.
        key_location.write(&secret)?;
        self.start(ledger, secret, &key_location)?;
        self.set_lost_key(None);
        log::info!("the ledger was opened with its recovery code");
        self.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    fn sealed_beside_ledger(&self) -> Result<SealedSecret, AppError> {
        let path = self.ledger_path();
        if let Some(sealed) = SealedSecret::read(&self.sealed_secret_path())? {
            return Ok(sealed);
        }
        // A backup in the place of the ledger carries it.
        match read_attachment(&path)? {
            Some(bytes) => Ok(SealedSecret::from_bytes(&bytes)?),
            None => Err(RecoveryError::NoCode { path }.into()),
        }
    }
}
