//! Names and PINs for the server, which are sent outside the log.

use domain::feed::UserSecretProfile;
use domain::hex::to_hex;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::{profile_outbox, users};

/// Names and PIN of a person that changed on this register and are not acknowledged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingProfile {
    /// The number of the change: the acknowledgement of an older one does not count for it.
    pub change_no: u64,
    /// The person.
    pub user_id: Uuid,
    /// Names and PIN.
    pub profile: UserSecretProfile,
}

impl Ledger {
    /// Names and PINs that the server does not have yet. Erased ones are not among them.
    pub fn pending_profiles(&self) -> Result<Vec<PendingProfile>, LedgerError> {
        self.read(|connection| {
            let mut profiles = Vec::new();
            for (user_id, change_no) in profile_outbox::unsent(connection)? {
                if let Some(profile) = secret_profile(connection, user_id)? {
                    profiles.push(PendingProfile {
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
    let Some(person) = users::by_id(connection, user_id)? else {
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
