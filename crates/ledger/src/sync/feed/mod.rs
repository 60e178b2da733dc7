//! Applies rows of the feed, with own changes that they do not contain yet on top.
//!
//! A row is the server's whole state of one entity. The local tables hold that state with the own
//! pending changes applied on top, in the order of the log, so that a pull never reverts a change
//! that was not pushed (Promise 9).

mod apply;
mod confirmed;
mod person;
pub(super) mod product;
mod settings;
pub(crate) mod skipped;

use domain::feed::FeedRow;
use rusqlite::Connection;
use uuid::Uuid;

use super::pending::EntryCache;
use crate::commit::Commit;
use crate::error::{FeedError, LedgerError};
use crate::ledger::Ledger;
use crate::table::sync_state;

pub(super) use apply::apply;

/// Rows that are applied before the first check for waiting writers: about two milliseconds.
const ROWS_AT_LEAST: usize = 20;

/// The most rows of one commit.
const ROWS_AT_MOST: usize = 200;

/// The changes that a page of the feed made on this register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedApplied {
    /// Rows that were new, unreadable ones included.
    pub rows: u64,
    /// Products that changed on this register.
    pub products: u64,
    /// People that changed on this register.
    pub people: u64,
    /// Whether the settings of the store changed.
    pub settings: bool,
    /// Conflicts that are new.
    pub conflicts: u64,
    /// Registers that are new or changed.
    pub registers: u64,
    /// Rows that this program cannot read. They are noted, and read again by a program that can.
    pub skipped: u64,
}

impl Ledger {
    /// Applies a page of the feed: its rows and the cursor in one database transaction. If a sale
    /// is waiting, it uses several transactions, each with the cursor at its last row. Rows at or
    /// below the cursor are skipped, so a page may be applied twice.
    pub fn feed_apply(
        &self,
        feed_epoch: Uuid,
        rows: &[FeedRow],
        next: u64,
        now_ms: i64,
    ) -> Result<FeedApplied, LedgerError> {
        check_order(rows, next)?;
        let mut applied = FeedApplied::default();
        let mut rest = rows;
        loop {
            let done = self.commit(|commit| {
                check_state(commit, feed_epoch)?;
                let has_waiting = || self.shared.writer.has_waiting();
                apply_slice(commit, &mut applied, rest, next, now_ms, has_waiting)
            })?;
            rest = rest.get(done..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            self.shared.writer.let_one_pass();
        }
        self.forget_confirmed()?;
        Ok(applied)
    }
}

/// Applies rows until a thread waits to write, and returns how many.
fn apply_slice(
    commit: &Commit<'_>,
    applied: &mut FeedApplied,
    rows: &[FeedRow],
    next: u64,
    now_ms: i64,
    has_waiting: impl Fn() -> bool,
) -> Result<usize, LedgerError> {
    let cursor = sync_state::read(commit.connection)?.feed_cursor;
    let mut cache = EntryCache::default();
    let mut done = 0;
    for row in rows {
        if done >= ROWS_AT_MOST || (done >= ROWS_AT_LEAST && has_waiting()) {
            break;
        }
        if row.feed_seq > cursor {
            apply(commit, &mut cache, row, applied)?;
        }
        done += 1;
    }
    let reached = match rows.get(done) {
        Some(_) => rows
            .get(..done)
            .and_then(<[_]>::last)
            .map_or(0, |row| row.feed_seq),
        None => next,
    };
    sync_state::set_feed_cursor(commit.connection, cursor.max(reached), now_ms)?;
    Ok(done)
}

/// Refuses an invalid page before any row is written.
fn check_order(rows: &[FeedRow], next: u64) -> Result<(), LedgerError> {
    let mut before = 0;
    for row in rows {
        if row.feed_seq <= before || row.feed_seq > next {
            let feed_seq = row.feed_seq;
            return Err(LedgerError::Feed(FeedError::OutOfOrder { feed_seq }));
        }
        before = row.feed_seq;
    }
    Ok(())
}

fn check_state(commit: &Commit<'_>, feed_epoch: Uuid) -> Result<(), LedgerError> {
    let refuse = |error| Err(LedgerError::Feed(error));
    let Some(enrolment) = sync_state::read(commit.connection)?.enrolment else {
        return refuse(FeedError::NotEnrolled);
    };
    if enrolment.feed_epoch != feed_epoch {
        return refuse(FeedError::OtherEpoch {
            given: feed_epoch,
            expected: enrolment.feed_epoch,
        });
    }
    check_founding(commit.connection)
}

/// A register that founded its shop does not apply the feed until the server has its whole catalog.
pub(super) fn check_founding(connection: &Connection) -> Result<(), LedgerError> {
    let positions = sync_state::positions(connection)?;
    if positions.acknowledged < positions.founding {
        return Err(LedgerError::Feed(FeedError::WaitsForPush));
    }
    Ok(())
}
