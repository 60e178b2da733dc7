//! A person as the server has them, with own changes on top.

use domain::entry::Hash;
use domain::feed::{UserSecretProfile, UserState};
use domain::hex::from_hex;
use domain::user::profile_commitment;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sync::pending::{self, EntryCache};
use crate::table::user_profiles::{self, UserProfile};
use crate::table::users::{self, UserAccess};
use crate::table::{profile_outbox, server_state, user_pins};

/// Applies a row; returns whether the person changed.
pub(super) fn apply(
    connection: &Connection,
    cache: &mut EntryCache,
    state: &UserState,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    let user_id = state.user_id;
    let own = pending::user_change(cache, connection, user_id, feed_seq)?;
    server_state::keep(connection, user_id, state, own.is_some())?;
    let access = match &own {
        Some(changed) => UserAccess {
            role: changed.role,
            active: changed.active,
            profile_commitment: changed.profile_commitment,
        },
        None => UserAccess {
            role: state.role,
            active: state.active,
            profile_commitment: commitment(connection, state)?,
        },
    };
    let mut changed = users::put(connection, user_id, &access)?;
    if own.is_some() || profile_outbox::is_newer_here(connection, user_id, feed_seq)? {
        return Ok(changed);
    }
    match &state.profile {
        Some(profile) => changed |= put_profile(connection, user_id, profile)?,
        None if !state.active => changed |= erase(connection, user_id)?,
        // The server does not have the names yet. The person may already be using them on this
        // register.
        None => {}
    }
    Ok(changed)
}

/// Restores the server's state after some changes were confirmed.
pub(super) fn restore(
    connection: &Connection,
    cache: &mut EntryCache,
    user_id: Uuid,
    cursor: u64,
) -> Result<(), LedgerError> {
    if let Some(state) = server_state::read::<UserState>(connection, user_id)? {
        apply(connection, cache, &state, cursor)?;
    }
    Ok(())
}

/// The commitment to the names; the current one when the server has no names.
fn commitment(connection: &Connection, state: &UserState) -> Result<Hash, LedgerError> {
    let from_server = state.profile.as_ref().and_then(|profile| {
        let salt = from_hex(&profile.commitment_salt).ok()?;
        Some(profile_commitment(
            &salt,
            &profile.username,
            &profile.full_name,
        ))
    });
    if let Some(commitment) = from_server {
        return Ok(commitment);
    }
    Ok(users::profile_commitment(connection, state.user_id)?.unwrap_or(Hash::ZERO))
}

/// Stores names and PIN from the server.
fn put_profile(
    connection: &Connection,
    user_id: Uuid,
    profile: &UserSecretProfile,
) -> Result<bool, LedgerError> {
    let Ok(salt) = from_hex(&profile.commitment_salt) else {
        log::warn!("the names of {user_id} come without their salt and are left out");
        return Ok(false);
    };
    let names = UserProfile {
        username: profile.username.clone(),
        full_name: profile.full_name.clone(),
        salt,
    };
    let mut changed = user_profiles::put(connection, user_id, &names)?;
    if let (Some(pin_hash), Some(pin_length)) = (&profile.pin_hash, profile.pin_length) {
        changed |= user_pins::put(connection, user_id, pin_hash, pin_length)?;
    }
    Ok(changed)
}

/// Erases a person who left and was erased on the server.
fn erase(connection: &Connection, user_id: Uuid) -> Result<bool, LedgerError> {
    let had_profile = user_profiles::delete(connection, user_id)?;
    let had_pin = user_pins::delete(connection, user_id)?;
    Ok(had_profile || had_pin)
}
