//! Making a recovery code.

use std::path::Path;

use domain::user::Permission;

use crate::error::AppError;
use crate::events::RegisterEvent;
use crate::key::{RecoveryCode, SealedSecret};
use crate::register::Register;
use crate::shop::{Shop, register_name};
use crate::view::RecoveryCodeView;

impl Register {
    /// Makes a new recovery code and shows it once. The one before opens this ledger and its next
    /// backups no more; older backups keep the code that they were made with. For owners.
    pub fn recovery_code_new(&self) -> Result<RecoveryCodeView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::EditSettings)?;
        let code = RecoveryCode::generate()?;
        let register_id = shop.ledger.identity().register_id;
        let made_at_ms = self.utc_ms();
        let sealed = SealedSecret::seal(shop.secret(), &code, register_id, made_at_ms)?;
        let path = self.sealed_secret_path();
        sealed.write(&path)?;
        // A code is promised only when it opens what lies on the disk.
        let reread = SealedSecret::read(&path)?;
        if reread.as_ref() != Some(&sealed) {
            return Err(AppError::Defect("a sealed secret does not read back"));
        }
        shop.set_recovery_code_made(Some(made_at_ms));
        log::info!("a recovery code was made by {}", actor.user_id);
        self.tell(RegisterEvent::StatusChanged);
        Ok(RecoveryCodeView {
            recovery_code: code.shown(),
            made_at_ms,
        })
    }

    /// Writes a code that is shown to a text file, in the place of an older one. For owners.
    pub fn recovery_code_save(&self, path: &str, recovery_code: &str) -> Result<(), AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::EditSettings)?;
        let code = RecoveryCode::parse(recovery_code)?;
        let settings = shop.settings();
        let names = [
            "Kasapro",
            &settings.store.store_name,
            &register_name(&shop.ledger)?,
        ]
        .join("\n");
        code.save(Path::new(path), &names)
    }

    /// Notes whether a recovery code was made. A file that cannot be read is as good as none.
    pub(crate) fn note_recovery_code(&self, shop: &Shop) {
        match SealedSecret::read_of(&self.sealed_secret_path(), &shop.ledger) {
            Ok(sealed) => shop.set_recovery_code_made(sealed.map(|sealed| sealed.made_at_ms)),
            Err(error) => log::warn!("the sealed secret cannot be read: {error}"),
        }
    }
}
