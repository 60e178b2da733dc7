//! Names and PINs on their way to the server, beside the log.

use domain::{entry::hex::to_hex, feed::UserSecretProfile};
use rusqlite::Connection;
use uuid::Uuid;

use crate::{error::LedgerError, open::Ledger, sql_value, user};

/// Names and PIN of a person that changed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileToSend {
    /// Which change this is: an acknowledgement of an older one does not count for it.
    pub change_no: u64,
    /// The person.
    pub user_id: Uuid,
    /// Names and PIN.
    pub profile: UserSecretProfile,
}

pub(crate) const UNSENT: &str =
    "SELECT user_id, change_no FROM profile_outbox WHERE change_no > sent_no ORDER BY user_id";

impl Ledger {
    /// Names and PINs that the server does not have yet. Erased ones are not among them.
    pub fn profiles_to_send(&self) -> Result<Vec<ProfileToSend>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(UNSENT)?;
            let unsent = statement
                .query_map([], |row| Ok((row.get(0)?, sql_value::unsigned(row, 1)?)))?
                .collect::<Result<Vec<(Uuid, u64)>, _>>()?;
            let mut profiles = Vec::with_capacity(unsent.len());
            for (user_id, change_no) in unsent {
                if let Some(profile) = secret_profile(connection, user_id)? {
                    profiles.push(ProfileToSend {
                        change_no,
                        user_id,
                        profile,
                    });
                }
            }
            Ok(profiles)
        })
    }
}

fn secret_profile(
    connection: &Connection,
    user_id: Uuid,
) -> Result<Option<UserSecretProfile>, LedgerError> {
    let Some(person) = user::by_id(connection, user_id)? else {
        return Ok(None);
    };
    Ok(person.profile.map(|profile| UserSecretProfile {
        username: profile.username,
        full_name: profile.full_name,
        commitment_salt: to_hex(&profile.salt),
        pin_hash: person.pin_hash,
        pin_length: person.pin_length,
    }))
}

/// Somebody's names or PIN changed on this register.
pub(crate) fn note_change(connection: &Connection, user_id: Uuid) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO profile_outbox (user_id, change_no) VALUES (?1, 1)
             ON CONFLICT (user_id) DO UPDATE SET change_no = change_no + 1",
        )?
        .execute([user_id])?;
    Ok(())
}

/// Everybody's names and PINs are unknown to a server that has just been met.
pub(super) fn note_everybody(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute(
        "INSERT INTO profile_outbox (user_id, change_no) SELECT user_id, 1 FROM user_profiles",
        [],
    )?;
    Ok(())
}

/// A server that came back from a backup may have lost what was sent from here.
pub(super) fn renew(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE profile_outbox SET change_no = change_no + 1, feed_seq = NULL",
        [],
    )?;
    Ok(())
}

/// The server has this change of somebody's names and PIN; rows of the feed above `feed_seq` tell it.
pub(super) fn note_sent(
    connection: &Connection,
    user_id: Uuid,
    change_no: u64,
    feed_seq: u64,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE profile_outbox SET sent_no = max(sent_no, min(?2, change_no)), feed_seq = ?3
             WHERE user_id = ?1",
        )?
        .execute((
            user_id,
            sql_value::signed(change_no),
            sql_value::signed(feed_seq),
        ))?;
    Ok(())
}

/// Whether this row of the feed is older than what was last set here.
pub(super) fn is_newer_here(
    connection: &Connection,
    user_id: Uuid,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM profile_outbox WHERE user_id = ?1
                 AND (change_no > sent_no OR coalesce(feed_seq, 0) > ?2)",
        )?
        .exists((user_id, sql_value::signed(feed_seq)))?)
}
