//! People and their roles, folded from the log or taken from the feed.

use domain::Code as _;
use domain::entry::Hash;
use domain::user::{Lockout, Role};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::user_profiles::UserProfile;
use crate::error::LedgerError;
use crate::sqlite::columns::{InOrder, NamedColumns};
use crate::sqlite::value;

/// A person as this register knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// The person.
    pub user_id: Uuid,
    /// What they may do.
    pub role: Role,
    /// Whether they may still unlock the register.
    pub active: bool,
    /// Names; `None` when they were erased.
    pub profile: Option<UserProfile>,
    /// The PIN's Argon2id hash (PHC string), if a PIN was set here.
    pub pin_hash: Option<String>,
    /// How many digits the PIN has.
    pub pin_length: Option<u8>,
    /// Wrong tries so far.
    pub lockout: Lockout,
}

/// Role, access, and the commitment to the names.
pub(crate) struct UserAccess {
    pub(crate) role: Role,
    pub(crate) active: bool,
    pub(crate) profile_commitment: Hash,
}

const SELECT: &str = "SELECT u.user_id, u.role, u.active, f.username, f.full_name, \
     f.commitment_salt, n.pin_hash, n.pin_length, n.wrong_tries, n.locked_until_ms \
     FROM users AS u LEFT JOIN user_profiles AS f USING (user_id) \
     LEFT JOIN user_pins AS n USING (user_id)";

/// Writes a person's access; returns whether it changed.
pub(crate) fn put(
    connection: &Connection,
    user_id: Uuid,
    access: &UserAccess,
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
            access.role.as_str(),
            access.active,
            access.profile_commitment.0,
        ))?;
    Ok(changed > 0)
}

/// The commitment to this person's names from the log or the feed.
pub(crate) fn profile_commitment(
    connection: &Connection,
    user_id: Uuid,
) -> Result<Option<Hash>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT profile_commitment FROM users WHERE user_id = ?1")?
        .query_row([user_id], |row| row.get("profile_commitment").map(Hash))
        .optional()?)
}

/// Everyone, in the order in which they were added.
pub(crate) fn all(connection: &Connection) -> Result<Vec<UserRow>, LedgerError> {
    // Ids are UUIDv7, so they sort by time.
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY u.user_id"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One person.
pub(crate) fn by_id(
    connection: &Connection,
    user_id: Uuid,
) -> Result<Option<UserRow>, LedgerError> {
    Ok(connection
        .prepare_cached(&format!("{SELECT} WHERE u.user_id = ?1"))?
        .query_row([user_id], read)
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<UserRow> {
    let row = &InOrder::of(row);
    Ok(UserRow {
        user_id: row.get("user_id")?,
        role: value::from_code(row, "role")?,
        active: row.get("active")?,
        profile: read_profile(row)?,
        pin_hash: row.get("pin_hash")?,
        pin_length: row.get("pin_length")?,
        lockout: Lockout {
            wrong_tries: row.get::<Option<u32>>("wrong_tries")?.unwrap_or(0),
            locked_until_ms: row.get("locked_until_ms")?,
        },
    })
}

fn read_profile(row: &impl NamedColumns) -> rusqlite::Result<Option<UserProfile>> {
    let Some(username) = row.get("username")? else {
        return Ok(None);
    };
    Ok(Some(UserProfile {
        username,
        full_name: row.get("full_name")?,
        salt: row.get("commitment_salt")?,
    }))
}
