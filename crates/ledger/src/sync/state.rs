//! The state of the sync between this register and its server.

use domain::entry::SignedHead;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::epochs;
use crate::table::sync_state::{self, Enrolment};

/// The state of the sync between this register and its server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRow {
    /// The server; `None` on a register without one.
    pub enrolment: Option<Enrolment>,
    /// The token for the next push.
    pub ratchet: Option<String>,
    /// The highest head that the server signed for the newest epoch that it has. It stays when the
    /// server is restored from an older backup: shown to that server, it proves that this register
    /// is not a copy.
    pub acknowledged: Option<SignedHead>,
    /// The last seq of the current epoch that the server has now: the next push begins after it.
    pub confirmed_seq: u64,
    /// The last row of the feed that is applied.
    pub feed_cursor: u64,
    /// Whether the feed has to wait. The server does not have all of this register's founding
    /// catalog yet, and would show an older state of it.
    pub feed_waits: bool,
    /// The server's clock minus this register's, in milliseconds.
    pub server_offset_ms: Option<i64>,
    /// When a push last succeeded, milliseconds since 1970-01-01 UTC.
    pub last_push_ok_ms: Option<i64>,
    /// When a pull last succeeded, milliseconds since 1970-01-01 UTC.
    pub last_pull_ok_ms: Option<i64>,
    /// The notice that needs a person's attention, by its code.
    pub attention: Option<String>,
}

impl Ledger {
    /// The state of the sync between this register and its server.
    pub fn sync_state(&self) -> Result<SyncRow, LedgerError> {
        let epoch = self.identity().epoch;
        self.read(|connection| {
            let state = sync_state::read(connection)?;
            let positions = sync_state::positions(connection)?;
            let confirmed_seq = match epochs::first_position(connection, epoch)? {
                Some(first) => u64::try_from(positions.acknowledged + 1 - first).unwrap_or(0),
                None => 0,
            };
            Ok(SyncRow {
                enrolment: state.enrolment,
                ratchet: state.ratchet,
                acknowledged: state.acknowledged,
                confirmed_seq,
                feed_cursor: state.feed_cursor,
                feed_waits: positions.acknowledged < positions.founding,
                server_offset_ms: state.server_offset_ms,
                last_push_ok_ms: state.last_push_ok_ms,
                last_pull_ok_ms: state.last_pull_ok_ms,
                attention: state.attention,
            })
        })
    }
}
