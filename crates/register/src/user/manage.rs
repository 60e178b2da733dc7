//! What the owner does with people. Each change answers with all of them, as `users` does.

use domain::entry::EntryBody;
use domain::entry::body::UserChanged;
use domain::user::{Permission, Pin, Role, check_full_name, check_username, profile_commitment};
use ledger::UserRow;
use uuid::Uuid;

use super::{Addition, NewUser, append_user};
use crate::error::AppError;
use crate::register::{Register, RegisterEvent};
use crate::shop::Shop;
use crate::view::{PersonView, UserInput};

impl Register {
    /// Adds a person. Username and PIN must be nobody else's.
    pub fn user_add(
        &self,
        command_id: Uuid,
        input: &UserInput,
    ) -> Result<Vec<PersonView>, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::ManageUsers)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            return self.users();
        }
        let user = NewUser {
            user_id: self.new_id(),
            username: check_username(&input.username).map_err(|_| AppError::UsernameInvalid)?,
            full_name: check_full_name(&input.full_name)
                .map_err(|_| AppError::SettingsInvalid { field: "full_name" })?,
            role: input.role,
            pin: Pin::parse(&input.pin).map_err(|_| AppError::PinInvalid)?,
        };
        let _one_by_one = shop.people_one_by_one();
        let others = shop.ledger.users()?;
        let has_name = |other: &UserRow| {
            other
                .profile
                .as_ref()
                .is_some_and(|profile| profile.username == user.username)
        };
        if others.iter().any(has_name) {
            return Err(AppError::UsernameInvalid);
        }
        check_pin_is_free(&shop, &others, &user.pin, user.user_id)?;
        let pin_hash = shop.pins()?.hash(&user.pin)?;
        let addition = Addition {
            command_id,
            by_user_id: Some(actor.user_id),
            pin_hash: &pin_hash,
            now: shop.now(self),
        };
        shop.ledger
            .commit(|commit| append_user(commit, &user, &addition, &shop.key))?;
        log::info!("user {} was added by {}", user.user_id, actor.user_id);
        self.users()
    }

    /// Lets a person go, or back in. The last owner stays.
    pub fn user_set_active(
        &self,
        command_id: Uuid,
        user_id: Uuid,
        active: bool,
    ) -> Result<Vec<PersonView>, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::ManageUsers)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            return self.users();
        }
        self.user_change(&shop, (command_id, actor.user_id), user_id, |user| {
            (user.role, active)
        })
    }

    /// Gives a person another role. The last owner stays one.
    pub fn user_set_role(
        &self,
        command_id: Uuid,
        user_id: Uuid,
        role: Role,
    ) -> Result<Vec<PersonView>, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::ManageUsers)?;
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            return self.users();
        }
        self.user_change(&shop, (command_id, actor.user_id), user_id, |user| {
            (role, user.active)
        })
    }

    /// Writes what becomes of a person's role and activity; nothing when they stay.
    fn user_change(
        &self,
        shop: &Shop,
        (command_id, by_user_id): (Uuid, Uuid),
        user_id: Uuid,
        change: impl FnOnce(&UserRow) -> (Role, bool),
    ) -> Result<Vec<PersonView>, AppError> {
        let _one_by_one = shop.people_one_by_one();
        let users = shop.ledger.users()?;
        let user = find(&users, user_id)?;
        let (role, active) = change(user);
        if (role, active) == (user.role, user.active) {
            return self.users();
        }
        let is_owner = |user: &UserRow| user.active && user.role == Role::Owner;
        let is_other_owner = |other: &UserRow| other.user_id != user_id && is_owner(other);
        let stays_owner = active && role == Role::Owner;
        if is_owner(user) && !stays_owner && !users.iter().any(is_other_owner) {
            return Err(AppError::LastOwner);
        }
        let profile = user
            .profile
            .as_ref()
            .ok_or(AppError::NotFound { what: "user" })?;
        let body = EntryBody::UserChanged(UserChanged {
            user_id,
            by_user_id: Some(by_user_id),
            role,
            active,
            profile_commitment: profile_commitment(
                &profile.salt,
                &profile.username,
                &profile.full_name,
            ),
        });
        let now = shop.now(self);
        shop.ledger
            .commit(|commit| commit.append(command_id, &body, now, &shop.key))?;
        log::info!("user {user_id} was changed by {by_user_id}");
        self.parts.events.tell(RegisterEvent::StatusChanged);
        // Whoever let themselves go may not ask for everybody any more.
        self.persons(shop, |_| true)
    }

    /// Gives a person a new PIN and forgets their wrong tries. PINs are no part of the log.
    pub fn user_set_pin(
        &self,
        _command_id: Uuid,
        user_id: Uuid,
        pin: &str,
    ) -> Result<Vec<PersonView>, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ManageUsers)?;
        let pin = Pin::parse(pin).map_err(|_| AppError::PinInvalid)?;
        let _one_by_one = shop.people_one_by_one();
        let users = shop.ledger.users()?;
        find(&users, user_id)?;
        check_pin_is_free(&shop, &users, &pin, user_id)?;
        let hash = shop.pins()?.hash(&pin)?;
        let length = u8::try_from(pin.digits().len()).unwrap_or(u8::MAX);
        shop.ledger
            .commit(|commit| commit.user_pin_set(user_id, &hash, length))?;
        log::info!("the PIN of {user_id} was changed");
        self.users()
    }
}

fn find(users: &[UserRow], user_id: Uuid) -> Result<&UserRow, AppError> {
    users
        .iter()
        .find(|user| user.user_id == user_id)
        .ok_or(AppError::NotFound { what: "user" })
}

/// Each hash has its own salt, so the PIN is tried on everybody: a moment per person, once. Also on
/// those who were let go: they may come back, and their PIN with them.
fn check_pin_is_free(
    shop: &Shop,
    users: &[UserRow],
    pin: &Pin,
    user_id: Uuid,
) -> Result<(), AppError> {
    let hasher = shop.pins()?;
    let is_taken = users
        .iter()
        .filter(|other| other.user_id != user_id)
        .filter_map(|other| other.pin_hash.as_deref())
        .any(|hash| hasher.matches(pin, hash));
    if is_taken {
        Err(AppError::PinTaken)
    } else {
        Ok(())
    }
}
