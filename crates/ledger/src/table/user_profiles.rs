//! People's names. They are not in the log, so that a person can be forgotten; the log holds only a
//! salted commitment to them.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;

/// The names of a person, of which the log holds only a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserProfile {
    /// Unique within the store.
    pub username: String,
    /// The name on the lock screen and the receipt.
    pub full_name: String,
    /// Salt of the commitment in the log.
    pub salt: [u8; 32],
}

/// Writes a person's names; returns whether they changed.
pub(crate) fn put(
    connection: &Connection,
    user_id: Uuid,
    profile: &UserProfile,
) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO user_profiles (user_id, username, full_name, commitment_salt)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE SET username = excluded.username,
                 full_name = excluded.full_name, commitment_salt = excluded.commitment_salt
             WHERE (username, full_name, commitment_salt)
                 <> (excluded.username, excluded.full_name, excluded.commitment_salt)",
        )?
        .execute((user_id, &profile.username, &profile.full_name, profile.salt))?;
    Ok(changed > 0)
}

/// Erases a person's names; returns whether there were any.
pub(crate) fn delete(connection: &Connection, user_id: Uuid) -> Result<bool, LedgerError> {
    let deleted = connection
        .prepare_cached("DELETE FROM user_profiles WHERE user_id = ?1")?
        .execute([user_id])?;
    Ok(deleted > 0)
}
