//! What an owner does with people. Each change answers with all of them, as `users` does.

use domain::entry::EntryBody;
use domain::entry::kinds::UserChanged;
use domain::user::{Permission, Pin, Role, check_full_name, check_username, profile_commitment};
use ledger::UserRow;
use uuid::Uuid;

use super::{Addition, NewUser, append_user};
use crate::command::{Command, CommandContext};
use crate::error::{AppError, SettingsError, UserError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{PersonView, UserInput};

impl Register {
    /// Adds a person. Username and PIN must be nobody else's.
    pub fn user_add(
        &self,
        command_id: Uuid,
        input: &UserInput,
    ) -> Result<Vec<PersonView>, AppError> {
        self.run(
            Command::new(command_id, Permission::ManageUsers),
            |context| add(context, input),
            |context, _| everybody(context),
        )
    }

    /// Deactivates a person, or activates them again. The last owner stays.
    pub fn user_set_active(
        &self,
        command_id: Uuid,
        user_id: Uuid,
        active: bool,
    ) -> Result<Vec<PersonView>, AppError> {
        self.run(
            Command::new(command_id, Permission::ManageUsers).telling(RegisterEvent::StatusChanged),
            |context| change(context, user_id, |user| (user.role, active)),
            |context, _| everybody(context),
        )
    }

    /// Gives a person another role. The last owner stays one.
    pub fn user_set_role(
        &self,
        command_id: Uuid,
        user_id: Uuid,
        role: Role,
    ) -> Result<Vec<PersonView>, AppError> {
        self.run(
            Command::new(command_id, Permission::ManageUsers).telling(RegisterEvent::StatusChanged),
            |context| change(context, user_id, |user| (role, user.active)),
            |context, _| everybody(context),
        )
    }

    /// Gives a person a new PIN and resets their wrong tries. PINs are not part of the log.
    pub fn user_set_pin(
        &self,
        command_id: Uuid,
        user_id: Uuid,
        pin: &str,
    ) -> Result<Vec<PersonView>, AppError> {
        self.run(
            Command::new(command_id, Permission::ManageUsers),
            |context| set_pin(context, user_id, pin),
            |context, _| everybody(context),
        )
    }
}

/// The list needs no second check: an owner who deactivates themselves still gets this answer.
fn everybody(context: &CommandContext<'_>) -> Result<Vec<PersonView>, AppError> {
    context.register.persons(context.shop, |_| true)
}

fn add(context: &CommandContext<'_>, input: &UserInput) -> Result<(), AppError> {
    let shop = context.shop;
    let user = NewUser {
        user_id: context.register.new_id(),
        username: check_username(&input.username).map_err(|_| UserError::UsernameInvalid)?,
        full_name: check_full_name(&input.full_name)
            .map_err(|_| SettingsError::Invalid { field: "full_name" })?,
        role: input.role,
        pin: Pin::parse(&input.pin).map_err(|_| UserError::PinInvalid)?,
    };
    let _lock = shop.lock_people();
    let others = shop.ledger.users()?;
    let has_name = |other: &UserRow| {
        let profile = other.profile.as_ref();
        profile.is_some_and(|profile| profile.username == user.username)
    };
    if others.iter().any(has_name) {
        return Err(UserError::UsernameInvalid.into());
    }
    check_pin_is_free(shop, &others, &user.pin, user.user_id)?;
    let addition = Addition {
        command_id: context.command_id,
        by_user_id: Some(context.actor.user_id),
        pin_hash: &shop.pins()?.hash(&user.pin)?,
        now: context.now,
    };
    context.commit(|commit| append_user(commit, &user, &addition, &shop.key))?;
    log::info!(
        "user {} was added by {}",
        user.user_id,
        context.actor.user_id
    );
    Ok(())
}

/// Writes a person's new role and activity. Nothing is written when they stay as they are.
fn change(
    context: &CommandContext<'_>,
    user_id: Uuid,
    change: impl FnOnce(&UserRow) -> (Role, bool),
) -> Result<(), AppError> {
    let shop = context.shop;
    let by_user_id = context.actor.user_id;
    let _lock = shop.lock_people();
    let users = shop.ledger.users()?;
    let user = find(&users, user_id)?;
    let (role, active) = change(user);
    if (role, active) == (user.role, user.active) {
        return context.remember();
    }
    check_an_owner_stays(&users, user, role, active)?;
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
    context.commit(|commit| context.append(commit, &body))?;
    log::info!("user {user_id} was changed by {by_user_id}");
    Ok(())
}

fn check_an_owner_stays(
    users: &[UserRow],
    user: &UserRow,
    role: Role,
    active: bool,
) -> Result<(), AppError> {
    let is_owner = |user: &UserRow| user.active && user.role == Role::Owner;
    let is_other_owner = |other: &UserRow| other.user_id != user.user_id && is_owner(other);
    let stays_owner = active && role == Role::Owner;
    if is_owner(user) && !stays_owner && !users.iter().any(is_other_owner) {
        Err(UserError::LastOwner.into())
    } else {
        Ok(())
    }
}

fn set_pin(context: &CommandContext<'_>, user_id: Uuid, pin: &str) -> Result<(), AppError> {
    let shop = context.shop;
    let pin = Pin::parse(pin).map_err(|_| UserError::PinInvalid)?;
    let _lock = shop.lock_people();
    let users = shop.ledger.users()?;
    find(&users, user_id)?;
    check_pin_is_free(shop, &users, &pin, user_id)?;
    let hash = shop.pins()?.hash(&pin)?;
    let length = u8::try_from(pin.digits().len()).unwrap_or(u8::MAX);
    context.commit(|commit| Ok(commit.user_pin_set(user_id, &hash, length)?))?;
    log::info!("the PIN of {user_id} was changed");
    Ok(())
}

fn find(users: &[UserRow], user_id: Uuid) -> Result<&UserRow, AppError> {
    users
        .iter()
        .find(|user| user.user_id == user_id)
        .ok_or(AppError::NotFound { what: "user" })
}

/// Each hash has its own salt, so the PIN is tried on every person. Deactivated people count too:
/// they may come back with their PIN.
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
        Err(UserError::PinTaken.into())
    } else {
        Ok(())
    }
}
