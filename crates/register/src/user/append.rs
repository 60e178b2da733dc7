//! Writing a person into the ledger.

use domain::entry::kinds::UserChanged;
use domain::entry::{EntryBody, SigningKey};
use domain::user::{Pin, Role, profile_commitment};
use ledger::{Commit, Now, UserProfile};
use uuid::Uuid;

use crate::error::AppError;

/// A person with checked names and PIN.
pub(crate) struct NewUser {
    pub(crate) user_id: Uuid,
    pub(crate) username: String,
    pub(crate) full_name: String,
    pub(crate) role: Role,
    pub(crate) pin: Pin,
}

impl NewUser {
    pub(crate) fn pin_length(&self) -> u8 {
        // Pin::parse accepts 4 to 6 digits.
        u8::try_from(self.pin.digits().len()).unwrap_or(u8::MAX)
    }
}

/// How a person is added.
pub(crate) struct Addition<'a> {
    pub(crate) command_id: Uuid,
    /// Who adds them. Nobody during the setup.
    pub(crate) by_user_id: Option<Uuid>,
    pub(crate) pin_hash: &'a str,
    pub(crate) now: Now,
}

/// Appends the person under the command's id. The names stay out of the entry, which only holds a
/// salted commitment to them: they can be erased later.
pub(crate) fn append_user(
    commit: &mut Commit<'_>,
    user: &NewUser,
    addition: &Addition<'_>,
    key: &SigningKey,
) -> Result<(), AppError> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|_| AppError::NoRandomness)?;
    let body = UserChanged {
        user_id: user.user_id,
        by_user_id: addition.by_user_id,
        role: user.role,
        active: true,
        profile_commitment: profile_commitment(&salt, &user.username, &user.full_name),
    };
    commit.append(
        addition.command_id,
        &EntryBody::UserChanged(body),
        addition.now,
        key,
    )?;
    let profile = UserProfile {
        username: user.username.clone(),
        full_name: user.full_name.clone(),
        salt,
    };
    commit.user_profile_set(user.user_id, &profile)?;
    Ok(commit.user_pin_set(user.user_id, addition.pin_hash, user.pin_length())?)
}
