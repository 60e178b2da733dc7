//! Unlocking the register with a PIN.

use domain::user::{Lockout, Pin};
use ledger::UserRow;
use uuid::Uuid;

use crate::backup::DailyBackup;
use crate::error::{AccessError, AppError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::StatusView;

impl Register {
    /// Unlocks the register for a person.
    ///
    /// After five wrong PINs in a row the person waits, longer each time; the count survives a
    /// restart.
    pub fn session_unlock(&self, user_id: Uuid, pin: &str) -> Result<StatusView, AppError> {
        let shop = self.shop()?;
        // A text that cannot be a PIN is a wrong PIN: the answer must not reveal the PIN's length.
        let user = match Pin::parse(pin) {
            Ok(pin) => self.check_pin(&shop, user_id, &pin)?,
            Err(_) => return Err(AccessError::WrongPin.into()),
        };
        *self.session() = Some(user.user_id);
        log::info!("unlocked by {}", user.user_id);
        shop.daily_backup(DailyBackup::note_login);
        self.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    /// Locks the register; cart and shift stay as they are.
    pub fn session_lock(&self) -> Result<StatusView, AppError> {
        *self.session() = None;
        self.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    /// The person whose PIN this is; wrong tries are counted on disk before the answer.
    pub(crate) fn check_pin(
        &self,
        shop: &Shop,
        user_id: Uuid,
        pin: &Pin,
    ) -> Result<UserRow, AppError> {
        let _lock = shop.lock_people();
        let user = shop.ledger.user(user_id)?.filter(|user| user.active);
        let user = user.ok_or(AccessError::WrongPin)?;
        let now_ms = self.utc_ms();
        if let Some(retry_at_ms) = user.lockout.locked_until(now_ms) {
            return Err(AccessError::PinLockedOut { retry_at_ms }.into());
        }
        let hash = user.pin_hash.as_deref().ok_or(AccessError::WrongPin)?;
        if shop.pins()?.matches(pin, hash) {
            if user.lockout != Lockout::default() {
                shop.ledger.user_lockout_set(user_id, Lockout::default())?;
            }
            return Ok(user);
        }
        let lockout = user.lockout.after_wrong_try(now_ms);
        shop.ledger.user_lockout_set(user_id, lockout)?;
        log::warn!("wrong PIN for {user_id}, try {}", lockout.wrong_tries);
        Err(match lockout.locked_until_ms {
            Some(retry_at_ms) => AccessError::PinLockedOut { retry_at_ms }.into(),
            None => AccessError::WrongPin.into(),
        })
    }
}
