//! `users`: the role comes from the log; names and PIN from outside it.

use std::collections::{BTreeMap, BTreeSet};

use domain::Code as _;
use domain::entry::Hash;
use domain::feed::{UserSecretProfile, UserState};
use domain::user::Role;
use tokio_postgres::Row;
use uuid::Uuid;

use super::row::{ReadColumn as _, unreadable};
use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// A row of `users`.
#[derive(Debug, Default)]
pub(crate) struct StoredUser {
    pub(crate) profile: Option<UserSecretProfile>,
    /// `None` while only names and PIN have arrived.
    pub(crate) role: Option<Role>,
    pub(crate) active: bool,
    pub(crate) profile_commitment: Option<Hash>,
}

/// Loads and locks these users, and those who have one of these usernames.
pub(crate) async fn load(
    transaction: &DbTransaction,
    user_ids: &[Uuid],
    usernames: &[String],
) -> Result<BTreeMap<Uuid, StoredUser>, DatabaseError> {
    const LOAD: &str = include_str!("sql/users_load.sql");
    let rows = transaction
        .query(
            LOAD,
            &[&transaction.organization_id(), &user_ids, &usernames],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("user_id")?, read(row)?)))
        .collect()
}

/// Stores users, the new ones and the changed ones.
pub(crate) async fn write(
    transaction: &DbTransaction,
    users: &[(Uuid, &StoredUser)],
) -> Result<u64, DatabaseError> {
    RowSet::new(users)
        .column("user_id", |(user_id, _)| *user_id)
        .column("username", |(_, user)| {
            Some(user.profile.as_ref()?.username.as_str())
        })
        .column("full_name", |(_, user)| {
            Some(user.profile.as_ref()?.full_name.as_str())
        })
        .column("commitment_salt", |(_, user)| {
            Some(user.profile.as_ref()?.commitment_salt.as_str())
        })
        .column("pin_hash", |(_, user)| {
            user.profile.as_ref()?.pin_hash.as_deref()
        })
        .column("pin_length", |(_, user)| {
            user.profile.as_ref()?.pin_length.map(i16::from)
        })
        .column("role", |(_, user)| user.role.map(Role::as_str))
        .column("active", |(_, user)| user.active)
        .column("profile_commitment", |(_, user)| {
            user.profile_commitment
                .as_ref()
                .map(|hash| hash.0.as_slice())
        })
        .insert(
            transaction,
            "users",
            "on conflict (organization_id, user_id) do update \
             set username = excluded.username, full_name = excluded.full_name, \
                 commitment_salt = excluded.commitment_salt, pin_hash = excluded.pin_hash, \
                 pin_length = excluded.pin_length, role = excluded.role, \
                 active = excluded.active, profile_commitment = excluded.profile_commitment, \
                 updated_at = now()",
        )
        .await
}

/// The active owners, locked until the commit. When two changes remove an owner at the same time,
/// the second therefore sees the first.
pub(crate) async fn lock_owners(
    transaction: &DbTransaction,
) -> Result<BTreeSet<Uuid>, DatabaseError> {
    const OWNERS: &str = "select user_id from users \
         where organization_id = $1 and role = 'owner' and active order by user_id for update";
    let rows = transaction
        .query(OWNERS, &[&transaction.organization_id()])
        .await?;
    rows.iter().map(|row| Ok(row.try_get("user_id")?)).collect()
}

/// Which of these users are stored with a role. Each is looked up separately, so that the planner
/// cannot choose to read the whole table.
pub(crate) async fn known(
    transaction: &DbTransaction,
    user_ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, DatabaseError> {
    const KNOWN: &str = "select hit.user_id from unnest($2::uuid[]) wanted (id) \
         cross join lateral (select user_id from users \
           where organization_id = $1 and user_id = wanted.id and role is not null limit 1) hit";
    if user_ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = transaction
        .query(KNOWN, &[&transaction.organization_id(), &user_ids])
        .await?;
    rows.iter().map(|row| Ok(row.try_get("user_id")?)).collect()
}

/// Whether this is an active owner.
pub(crate) async fn is_owner(
    transaction: &DbTransaction,
    user_id: Uuid,
) -> Result<bool, DatabaseError> {
    const OWNER: &str = "select 1 as one from users where organization_id = $1 and user_id = $2 \
                         and role = 'owner' and active";
    let row = transaction
        .query_opt(OWNER, &[&transaction.organization_id(), &user_id])
        .await?;
    Ok(row.is_some())
}

fn read(row: &Row) -> Result<StoredUser, DatabaseError> {
    let role: Option<&str> = row.try_get("role")?;
    let role = role.map(|code| Role::from_code(code).ok_or(unreadable("role")));
    Ok(StoredUser {
        profile: profile(row)?,
        role: role.transpose()?,
        active: row.try_get("active")?,
        profile_commitment: row.bytes_opt("profile_commitment")?.map(Hash),
    })
}

/// Names and PIN; `None` until they arrive, and after they were erased.
fn profile(row: &Row) -> Result<Option<UserSecretProfile>, DatabaseError> {
    let username: Option<String> = row.try_get("username")?;
    let full_name: Option<String> = row.try_get("full_name")?;
    let commitment_salt: Option<String> = row.try_get("commitment_salt")?;
    let pin_length: Option<i16> = row.try_get("pin_length")?;
    let Some(((username, full_name), commitment_salt)) =
        username.zip(full_name).zip(commitment_salt)
    else {
        return Ok(None);
    };
    Ok(Some(UserSecretProfile {
        username,
        full_name,
        commitment_salt,
        pin_hash: row.try_get("pin_hash")?,
        pin_length: pin_length
            .map(u8::try_from)
            .transpose()
            .map_err(|_| unreadable("pin_length"))?,
    }))
}

/// Reads a user from a row of `catalog_feed`, which has a role.
pub(super) fn from_feed(row: &Row) -> Result<UserState, DatabaseError> {
    Ok(UserState {
        user_id: row.try_get("user_id")?,
        role: row.code("role")?,
        active: row.try_get("active")?,
        profile: profile(row)?,
    })
}
