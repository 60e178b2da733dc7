//! Lists of people.

use domain::user::Permission;
use ledger::UserRow;

use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::PersonView;

impl Register {
    /// Everybody who may unlock the register. Works while it is locked, for the lock screen.
    pub fn people(&self) -> Result<Vec<PersonView>, AppError> {
        let active = |user: &UserRow| user.active;
        let shop = self.shop()?;
        self.persons(&shop, active)
    }

    /// Everybody who was ever added, also deactivated people. For whoever manages people.
    pub fn users(&self) -> Result<Vec<PersonView>, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ManageUsers)?;
        self.persons(&shop, |_| true)
    }

    pub(crate) fn persons(
        &self,
        shop: &Shop,
        is_shown: impl Fn(&UserRow) -> bool,
    ) -> Result<Vec<PersonView>, AppError> {
        let now_ms = self.utc_ms();
        let users = shop.ledger.users()?;
        Ok(users
            .iter()
            .filter(|user| is_shown(user))
            .map(|user| person_view(user, now_ms))
            .collect())
    }
}

/// A person as screens show them. An erased name is empty.
pub(crate) fn person_view(user: &UserRow, now_ms: i64) -> PersonView {
    let (username, full_name) = user
        .profile
        .as_ref()
        .map_or_else(Default::default, |profile| {
            (profile.username.clone(), profile.full_name.clone())
        });
    PersonView {
        user_id: user.user_id,
        username,
        full_name,
        role: user.role,
        pin_length: user.pin_length.map_or(4, u32::from),
        active: user.active,
        locked_until_ms: user.lockout.locked_until(now_ms),
    }
}
