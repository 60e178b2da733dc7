//! The one row in which sync keeps its place.

use domain::entry::SignedHead;
use rusqlite::Connection;
use uuid::Uuid;

use crate::{error::LedgerError, open::Ledger, project::hot::Authority, sql_value};

/// Which server this register belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Where it is.
    pub server_url: String,
    /// The organization's name there.
    pub organization_name: String,
    /// The key that signs heads, 64 hexadecimal digits.
    pub server_public_key: String,
    /// The incarnation of the feed that the cursor belongs to.
    pub feed_epoch: Uuid,
}

/// How far sync is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRow {
    /// The server; nothing on a register that stands alone.
    pub enrolment: Option<Enrolment>,
    /// The token for the next push.
    pub ratchet: Option<String>,
    /// The highest head that the server signed of the newest epoch that it knows. It stays when the
    /// server comes back from an older backup: shown to that server, it proves that this is no copy.
    pub acknowledged: Option<SignedHead>,
    /// The last seq of the current epoch that the server has now: the next push begins after it.
    pub confirmed_seq: u64,
    /// The last row of the feed that is applied.
    pub feed_cursor: u64,
    /// Whether the feed has to wait: the server does not have all of the catalog that this register
    /// brought along, and would show an older state of it.
    pub feed_waits: bool,
    /// The server's clock minus this register's, in milliseconds.
    pub server_offset_ms: Option<i64>,
    /// When a push last succeeded, milliseconds since 1970-01-01 UTC.
    pub last_push_ok_ms: Option<i64>,
    /// When a pull last succeeded, milliseconds since 1970-01-01 UTC.
    pub last_pull_ok_ms: Option<i64>,
    /// What somebody has to look at, by its code.
    pub attention: Option<String>,
}

/// Where the log stands with the server, in positions of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) enrolled: i64,
    pub(super) founding: i64,
    pub(super) acknowledged: i64,
    pub(super) repeated: i64,
}

pub(crate) const STATE: &str = "SELECT server_url, organization_name, server_public_key, \
     feed_epoch, ratchet, acknowledged, feed_cursor, server_offset_ms, last_push_ok_ms, \
     last_pull_ok_ms, attention FROM sync_state WHERE only_row = 1";

pub(crate) const PLACE: &str = "SELECT enrolled_position, founding_position, \
     acknowledged_position, repeated_position FROM sync_state WHERE only_row = 1";

impl Ledger {
    /// How far sync is.
    pub fn sync_state(&self) -> Result<SyncRow, LedgerError> {
        let epoch = self.identity().epoch;
        self.read(|connection| {
            let mut row = read(connection)?;
            let place = place(connection)?;
            row.feed_waits = place.acknowledged < place.founding;
            row.confirmed_seq = match super::outgoing::first_position(connection, epoch)? {
                Some(first) => u64::try_from(place.acknowledged + 1 - first).unwrap_or(0),
                None => 0,
            };
            Ok(row)
        })
    }
}

/// The row, without what follows from positions.
pub(crate) fn read(connection: &Connection) -> Result<SyncRow, LedgerError> {
    Ok(connection.prepare_cached(STATE)?.query_row([], |row| {
        let enrolment = match row.get::<_, Option<String>>(0)? {
            None => None,
            Some(server_url) => Some(Enrolment {
                server_url,
                organization_name: row.get(1)?,
                server_public_key: row.get(2)?,
                feed_epoch: row.get(3)?,
            }),
        };
        let acknowledged = match row.get::<_, Option<String>>(5)? {
            None => None,
            Some(_) => Some(sql_value::from_json(row, 5)?),
        };
        Ok(SyncRow {
            enrolment,
            ratchet: row.get(4)?,
            acknowledged,
            confirmed_seq: 0,
            feed_cursor: sql_value::unsigned(row, 6)?,
            feed_waits: false,
            server_offset_ms: row.get(7)?,
            last_push_ok_ms: row.get(8)?,
            last_pull_ok_ms: row.get(9)?,
            attention: row.get(10)?,
        })
    })?)
}

pub(super) fn place(connection: &Connection) -> Result<Place, LedgerError> {
    Ok(connection.prepare_cached(PLACE)?.query_row([], |row| {
        Ok(Place {
            enrolled: row.get(0)?,
            founding: row.get(1)?,
            acknowledged: row.get(2)?,
            repeated: row.get(3)?,
        })
    })?)
}

/// Who says how products, people and settings are.
pub(crate) fn authority(connection: &Connection) -> Result<Authority, LedgerError> {
    let enrolled: bool = connection.query_row(
        "SELECT server_url IS NOT NULL FROM sync_state WHERE only_row = 1",
        [],
        |row| row.get(0),
    )?;
    Ok(if enrolled {
        Authority::Feed
    } else {
        Authority::Log
    })
}
