//! A person as the server knows them, and the own changes over it.

use domain::{
    entry::{Hash, hex::from_hex},
    feed::{UserSecretProfile, UserState},
    user::{Role, profile_commitment},
};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::told;
use crate::{
    error::LedgerError,
    sql_value,
    sync::{pending::Changes, profile},
};

/// Role and right to unlock, and what the log commits to.
struct Standing {
    role: Role,
    active: bool,
    commitment: Hash,
}

/// Applies a row; whether the person looks different now.
pub(super) fn apply(
    connection: &Connection,
    changes: &mut Changes,
    state: &UserState,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    let own = changes.person(connection, state.user_id, feed_seq)?;
    told::keep(connection, state.user_id, state, own.is_some())?;
    let standing = match &own {
        Some(changed) => Standing {
            role: changed.role,
            active: changed.active,
            commitment: changed.profile_commitment,
        },
        None => Standing {
            role: state.role,
            active: state.active,
            commitment: commitment(connection, state)?,
        },
    };
    let mut changed = put_standing(connection, state.user_id, &standing)?;
    if own.is_some() || profile::is_newer_here(connection, state.user_id, feed_seq)? {
        return Ok(changed);
    }
    match &state.profile {
        Some(profile) => changed |= put_profile(connection, state.user_id, profile)?,
        None if !state.active => changed |= forget(connection, state.user_id)?,
        // The server does not have the names yet; somebody may be at work under them here.
        None => {}
    }
    Ok(changed)
}

/// Goes back to what the feed told, now that some changes are settled.
pub(super) fn settle(
    connection: &Connection,
    changes: &mut Changes,
    user_id: Uuid,
    cursor: u64,
) -> Result<(), LedgerError> {
    if let Some(state) = told::read::<UserState>(connection, user_id)? {
        apply(connection, changes, &state, cursor)?;
    }
    Ok(())
}

/// What the names commit to; what is known already when the server has none.
fn commitment(connection: &Connection, state: &UserState) -> Result<Hash, LedgerError> {
    let told = state.profile.as_ref().and_then(|profile| {
        let salt = from_hex(&profile.commitment_salt).ok()?;
        Some(profile_commitment(
            &salt,
            &profile.username,
            &profile.full_name,
        ))
    });
    if let Some(told) = told {
        return Ok(told);
    }
    let known = connection
        .prepare_cached("SELECT profile_commitment FROM users WHERE user_id = ?1")?
        .query_row([state.user_id], |row| row.get(0).map(Hash))
        .optional()?;
    Ok(known.unwrap_or(Hash::ZERO))
}

fn put_standing(
    connection: &Connection,
    user_id: Uuid,
    standing: &Standing,
) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO users (user_id, role, active, profile_commitment)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE SET role = excluded.role,
                 active = excluded.active, profile_commitment = excluded.profile_commitment
             WHERE (role, active, profile_commitment)
                 <> (excluded.role, excluded.active, excluded.profile_commitment)",
        )?
        .execute((
            user_id,
            sql_value::to_code(&standing.role)?,
            standing.active,
            standing.commitment.0,
        ))?;
    Ok(changed > 0)
}

/// Names and PIN from the server. Wrong tries are counted by each register for itself, and stay.
fn put_profile(
    connection: &Connection,
    user_id: Uuid,
    profile: &UserSecretProfile,
) -> Result<bool, LedgerError> {
    let Ok(salt) = from_hex::<32>(&profile.commitment_salt) else {
        log::warn!("the names of {user_id} come without their salt and are left out");
        return Ok(false);
    };
    let mut changed = connection
        .prepare_cached(
            "INSERT INTO user_profiles (user_id, username, full_name, commitment_salt)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE SET username = excluded.username,
                 full_name = excluded.full_name, commitment_salt = excluded.commitment_salt
             WHERE (username, full_name, commitment_salt)
                 <> (excluded.username, excluded.full_name, excluded.commitment_salt)",
        )?
        .execute((user_id, &profile.username, &profile.full_name, salt))?;
    if let (Some(pin_hash), Some(pin_length)) = (&profile.pin_hash, profile.pin_length) {
        changed += connection
            .prepare_cached(
                "INSERT INTO user_pins (user_id, pin_hash, pin_length) VALUES (?1, ?2, ?3)
                 ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash,
                     pin_length = excluded.pin_length
                 WHERE (pin_hash, pin_length) <> (excluded.pin_hash, excluded.pin_length)",
            )?
            .execute((user_id, pin_hash, pin_length))?;
    }
    Ok(changed > 0)
}

/// Somebody who left was erased on the server.
fn forget(connection: &Connection, user_id: Uuid) -> Result<bool, LedgerError> {
    let mut changed = 0;
    for table in ["user_profiles", "user_pins"] {
        changed += connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE user_id = ?1"))?
            .execute([user_id])?;
    }
    Ok(changed > 0)
}
