//! People who may unlock the register. Their roles are in the log; their names and PINs are not.

use domain::user::{Lockout, profile_commitment};
use uuid::Uuid;

use crate::authority::Authority;
use crate::commit::Commit;
use crate::error::{LedgerError, Subject};
use crate::ledger::Ledger;
use crate::table::user_profiles::{self, UserProfile};
use crate::table::users::{self, UserRow};
use crate::table::{profile_outbox, user_pins};

impl Ledger {
    /// Everyone, inactive people included, in the order in which they were added.
    pub fn users(&self) -> Result<Vec<UserRow>, LedgerError> {
        self.read(users::all)
    }

    /// One person.
    pub fn user(&self, user_id: Uuid) -> Result<Option<UserRow>, LedgerError> {
        self.read_warm(|connection| users::by_id(connection, user_id))
    }

    /// Records wrong tries, or forgets them after a right one.
    pub fn user_lockout_set(&self, user_id: Uuid, lockout: Lockout) -> Result<(), LedgerError> {
        self.commit(|commit| commit.user_lockout_set(user_id, lockout))
    }
}

impl Commit<'_> {
    /// See [`Ledger::users`]; sees what this commit wrote.
    pub fn users(&self) -> Result<Vec<UserRow>, LedgerError> {
        users::all(self.connection)
    }

    /// See [`Ledger::user`]; sees what this commit wrote.
    pub fn user(&self, user_id: Uuid) -> Result<Option<UserRow>, LedgerError> {
        users::by_id(self.connection, user_id)
    }

    /// Stores a person's names. They must be the ones that the `user_changed` entry, appended
    /// before, commits to.
    pub fn user_profile_set(
        &mut self,
        user_id: Uuid,
        profile: &UserProfile,
    ) -> Result<(), LedgerError> {
        let given = profile_commitment(&profile.salt, &profile.username, &profile.full_name);
        let in_log =
            users::profile_commitment(self.connection, user_id)?.ok_or(LedgerError::NotFound {
                what: Subject::User,
                id: user_id,
            })?;
        if in_log != given {
            return Err(LedgerError::ProfileNotCommitted { user_id });
        }
        user_profiles::put(self.connection, user_id, profile)?;
        self.note_profile_change(user_id)
    }

    /// Sets a person's PIN and forgets wrong tries.
    pub fn user_pin_set(
        &mut self,
        user_id: Uuid,
        pin_hash: &str,
        pin_length: u8,
    ) -> Result<(), LedgerError> {
        user_pins::set(self.connection, user_id, pin_hash, pin_length)?;
        self.note_profile_change(user_id)
    }

    /// On an enrolled register, names and PINs are sent outside the log.
    fn note_profile_change(&self, user_id: Uuid) -> Result<(), LedgerError> {
        if self.authority == Authority::Feed {
            profile_outbox::note_change(self.connection, user_id)?;
        }
        Ok(())
    }

    /// See [`Ledger::user_lockout_set`].
    pub fn user_lockout_set(&mut self, user_id: Uuid, lockout: Lockout) -> Result<(), LedgerError> {
        user_pins::set_lockout(self.connection, user_id, lockout)
    }
}
