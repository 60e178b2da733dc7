//! The register becomes known to a server.

use rusqlite::Connection;

use super::Enrolment;
use crate::{error::LedgerError, open::Ledger, project::hot::Authority};

impl Ledger {
    /// Notes the server that let this register in, in one commit. From here on the catalog is the
    /// server's feed with the own changes over it, and everybody's names and PINs wait to be sent.
    ///
    /// Repeating it with the same server changes its address and names only; another server is
    /// refused, because this one may know entries that no other does.
    pub fn enrol(&self, enrolment: &Enrolment, ratchet: &str) -> Result<(), LedgerError> {
        self.commit(|commit| {
            let connection = commit.connection;
            if let Some(known) = super::state::read(connection)?.enrolment {
                if known.server_public_key != enrolment.server_public_key {
                    return Err(LedgerError::EnrolledElsewhere {
                        server_url: known.server_url,
                    });
                }
                return rename(connection, enrolment);
            }
            let founding = if is_empty(connection)? {
                0
            } else {
                commit.position
            };
            connection.execute(
                "UPDATE sync_state SET server_url = ?1, organization_name = ?2,
                     server_public_key = ?3, feed_epoch = ?4, ratchet = ?5,
                     enrolled_position = ?6, founding_position = ?7
                 WHERE only_row = 1",
                (
                    &enrolment.server_url,
                    &enrolment.organization_name,
                    &enrolment.server_public_key,
                    enrolment.feed_epoch,
                    ratchet,
                    commit.position,
                    founding,
                ),
            )?;
            super::profile::note_everybody(connection)?;
            commit.authority = Authority::Feed;
            Ok(())
        })
    }
}

fn rename(connection: &Connection, enrolment: &Enrolment) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE sync_state SET server_url = ?1, organization_name = ?2 WHERE only_row = 1",
        (&enrolment.server_url, &enrolment.organization_name),
    )?;
    Ok(())
}

/// Whether the log says nothing about what comes down the feed: the register joins a shop.
fn is_empty(connection: &Connection) -> Result<bool, LedgerError> {
    for table in ["products", "users", "store_versions"] {
        let has_row: bool = connection.query_row(
            &format!("SELECT EXISTS (SELECT 1 FROM {table})"),
            [],
            |row| row.get(0),
        )?;
        if has_row {
            return Ok(false);
        }
    }
    Ok(true)
}
