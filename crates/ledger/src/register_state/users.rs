//! People who may unlock the register. What they may do is in the log; their names and PINs are
//! not, so that a person can be forgotten.

use domain::{
    entry::Hash,
    user::{Lockout, Role, profile_commitment},
};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use crate::{
    commit::Commit,
    error::{LedgerError, Subject},
    open::Ledger,
    project::hot::Authority,
    sql_value, sync,
};

/// What the log holds only a commitment to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserProfile {
    /// Unique within the store.
    pub username: String,
    /// As it stands on the lock screen and the receipt.
    pub full_name: String,
    /// Salt of the commitment in the log.
    pub salt: [u8; 32],
}

/// A person, as far as this register knows them.
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

const SELECT: &str = "SELECT u.user_id, u.role, u.active, f.username, f.full_name, \
     f.commitment_salt, n.pin_hash, n.pin_length, n.wrong_tries, n.locked_until_ms \
     FROM users AS u LEFT JOIN user_profiles AS f USING (user_id) \
     LEFT JOIN user_pins AS n USING (user_id)";

impl Ledger {
    /// Everybody, inactive people included, in the order in which they were added.
    pub fn users(&self) -> Result<Vec<UserRow>, LedgerError> {
        self.read(all)
    }

    /// One person.
    pub fn user(&self, user_id: Uuid) -> Result<Option<UserRow>, LedgerError> {
        self.read(|connection| by_id(connection, user_id))
    }

    /// Records wrong tries, or forgets them after a right one.
    pub fn user_lockout_set(&self, user_id: Uuid, lockout: Lockout) -> Result<(), LedgerError> {
        self.commit(|commit| commit.user_lockout_set(user_id, lockout))
    }
}

impl Commit<'_> {
    /// See [`Ledger::users`]; sees what this commit wrote.
    pub fn users(&self) -> Result<Vec<UserRow>, LedgerError> {
        all(self.connection)
    }

    /// See [`Ledger::user`]; sees what this commit wrote.
    pub fn user(&self, user_id: Uuid) -> Result<Option<UserRow>, LedgerError> {
        by_id(self.connection, user_id)
    }

    /// Keeps a person's names. They must be the ones that the `user_changed` entry, appended
    /// before, commits to.
    pub fn user_profile_set(
        &mut self,
        user_id: Uuid,
        profile: &UserProfile,
    ) -> Result<(), LedgerError> {
        let expected = profile_commitment(&profile.salt, &profile.username, &profile.full_name);
        let kept = commitment(self.connection, user_id)?.ok_or(LedgerError::NotFound {
            what: Subject::User,
            id: user_id,
        })?;
        if kept != expected {
            return Err(LedgerError::ProfileNotCommitted { user_id });
        }
        self.connection
            .prepare_cached(
                "INSERT INTO user_profiles (user_id, username, full_name, commitment_salt)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (user_id) DO UPDATE SET username = excluded.username,
                     full_name = excluded.full_name, commitment_salt = excluded.commitment_salt",
            )?
            .execute((user_id, &profile.username, &profile.full_name, profile.salt))?;
        self.note_profile_change(user_id)
    }

    /// Sets a person's PIN and forgets wrong tries.
    pub fn user_pin_set(
        &mut self,
        user_id: Uuid,
        pin_hash: &str,
        pin_length: u8,
    ) -> Result<(), LedgerError> {
        self.connection
            .prepare_cached(
                "INSERT INTO user_pins (user_id, pin_hash, pin_length) VALUES (?1, ?2, ?3)
                 ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash,
                     pin_length = excluded.pin_length, wrong_tries = 0, locked_until_ms = NULL",
            )?
            .execute((user_id, pin_hash, pin_length))?;
        self.note_profile_change(user_id)
    }

    /// On an enrolled register, names and PINs go up beside the log.
    fn note_profile_change(&self, user_id: Uuid) -> Result<(), LedgerError> {
        if self.authority == Authority::Feed {
            sync::note_profile_change(self.connection, user_id)?;
        }
        Ok(())
    }

    /// See [`Ledger::user_lockout_set`].
    pub fn user_lockout_set(&mut self, user_id: Uuid, lockout: Lockout) -> Result<(), LedgerError> {
        self.connection
            .prepare_cached(
                "UPDATE user_pins SET wrong_tries = ?2, locked_until_ms = ?3 WHERE user_id = ?1",
            )?
            .execute((user_id, lockout.wrong_tries, lockout.locked_until_ms))?;
        Ok(())
    }
}

fn commitment(connection: &Connection, user_id: Uuid) -> Result<Option<Hash>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT profile_commitment FROM users WHERE user_id = ?1")?
        .query_row([user_id], |row| row.get(0).map(Hash))
        .optional()?)
}

fn all(connection: &Connection) -> Result<Vec<UserRow>, LedgerError> {
    // Ids are UUIDv7: their order is the order of time.
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY u.user_id"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

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
    let profile = match row.get::<_, Option<String>>(3)? {
        Some(username) => Some(UserProfile {
            username,
            full_name: row.get(4)?,
            salt: row.get(5)?,
        }),
        None => None,
    };
    Ok(UserRow {
        user_id: row.get(0)?,
        role: sql_value::from_code(row, 1)?,
        active: row.get(2)?,
        profile,
        pin_hash: row.get(6)?,
        pin_length: row.get(7)?,
        lockout: Lockout {
            wrong_tries: row.get::<_, Option<u32>>(8)?.unwrap_or(0),
            locked_until_ms: row.get(9)?,
        },
    })
}
