//! The enrolment of the register at a server.

use crate::authority::Authority;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::profile_outbox;
use crate::table::sync_state::{self, Enrolment};

impl Ledger {
    /// Notes the server that enrolled this register, in one commit. From here on the catalog is the
    /// server's feed with own changes on top, and all names and PINs are pending.
    ///
    /// Repeating it with the same server changes only its address and names. Another server is
    /// refused, because the first one may be the only one with some entries.
    pub fn enrol(&self, enrolment: &Enrolment, ratchet: &str) -> Result<(), LedgerError> {
        self.commit(|commit| {
            let connection = commit.connection;
            if let Some(known) = sync_state::read(connection)?.enrolment {
                if known.server_public_key != enrolment.server_public_key {
                    return Err(LedgerError::EnrolledElsewhere {
                        server_url: known.server_url,
                    });
                }
                return sync_state::rename(connection, enrolment);
            }
            // A register without a catalog joins an existing shop: the feed need not wait for its
            // log.
            let founding = if sync_state::has_feed_entities(connection)? {
                commit.position
            } else {
                0
            };
            sync_state::enrol(connection, enrolment, ratchet, commit.position, founding)?;
            profile_outbox::note_everyone(connection)?;
            commit.authority = Authority::Feed;
            Ok(())
        })
    }
}
