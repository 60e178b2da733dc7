//! A PIN opens the register for one person.

use domain::user::{Lockout, Pin};
use ledger::UserRow;
use uuid::Uuid;

use crate::error::AppError;
use crate::register::{Register, RegisterEvent};
use crate::shop::Shop;
use crate::view::StatusView;

impl Register {
    /// Unlocks the register for a person.
    ///
    /// After five wrong PINs in a row the person waits, longer each time; the count survives a
    /// restart.
    pub fn session_unlock(&self, user_id: Uuid, pin: &str) -> Result<StatusView, AppError> {
        let shop = self.shop()?;
        // A text that is no PIN is a wrong PIN: the pad must not say how long the right one is.
        let user = match Pin::parse(pin) {
            Ok(pin) => self.check_pin(&shop, user_id, &pin)?,
            Err(_) => return Err(AppError::WrongPin),
        };
        *self.session() = Some(user.user_id);
        log::info!("unlocked by {}", user.user_id);
        self.parts.events.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    /// Locks the register; cart and shift stay as they are.
    pub fn session_lock(&self) -> Result<StatusView, AppError> {
        *self.session() = None;
        self.parts.events.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    /// The person whose PIN this is; wrong tries are counted on disk before the answer.
    pub(crate) fn check_pin(
        &self,
        shop: &Shop,
        user_id: Uuid,
        pin: &Pin,
    ) -> Result<UserRow, AppError> {
        let _one_by_one = shop.people_one_by_one();
        let user = shop.ledger.user(user_id)?.filter(|user| user.active);
        let user = user.ok_or(AppError::WrongPin)?;
        let now_ms = self.parts.clock.read().utc_ms;
        if let Some(retry_at_ms) = user.lockout.locked_until(now_ms) {
            return Err(AppError::PinLockedOut { retry_at_ms });
        }
        let hash = user.pin_hash.as_deref().ok_or(AppError::WrongPin)?;
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
            Some(retry_at_ms) => AppError::PinLockedOut { retry_at_ms },
            None => AppError::WrongPin,
        })
    }
}
