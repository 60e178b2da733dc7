//! What comes down: rows of the feed, with the own changes that they do not hold yet over them.
//!
//! A row is the server's whole state of one entity. The local tables hold that state with the own
//! pending changes applied again on top, in the order of the log, so that a pull never takes back
//! what was not pushed (Promise 9).

mod confirmed;
pub(super) mod person;
pub(super) mod product;
pub(super) mod settings;

pub(super) use crate::table::server_state as told;

use domain::feed::{CatalogConflict, FeedChange, FeedRow, RegisterState};
use rusqlite::Connection;
use uuid::Uuid;

use super::{pending::Changes, state};
use crate::{commit::Commit, error::LedgerError, open::Ledger, sql_value};

/// Rows that are applied before those at the gate are looked at: about two milliseconds.
const ROWS_AT_LEAST: usize = 20;

/// Rows of one commit.
const ROWS_AT_MOST: usize = 200;

/// Which program this is.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a page of the feed changed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedApplied {
    /// Rows that were new.
    pub rows: u64,
    /// Products that look different now.
    pub products: u64,
    /// People that look different now.
    pub people: u64,
    /// Whether the settings of the store are other ones now.
    pub settings: bool,
    /// Conflicts that were not known.
    pub conflicts: u64,
    /// Registers that came or changed.
    pub registers: u64,
}

/// Why a page or a snapshot of the feed cannot be applied. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// The register is not enrolled.
    #[error("the register is not enrolled")]
    NotEnrolled,
    /// The page belongs to another incarnation of the feed: start from a snapshot.
    #[error("the page belongs to feed {given}, the cursor to {expected}")]
    OtherEpoch {
        /// The page's.
        given: Uuid,
        /// The cursor's.
        expected: Uuid,
    },
    /// The server does not have all of the catalog that this register brought along.
    #[error("the feed waits until the register's own catalog is acknowledged")]
    WaitsForPush,
    /// A snapshot ended before its last row.
    #[error("the snapshot ended after {done} of {expected} rows")]
    CutShort {
        /// How many it said it has.
        expected: u64,
        /// How many came.
        done: u64,
    },
    /// Rows come in the order of their numbers, and none is above the page's end.
    #[error("row {feed_seq} is out of order")]
    OutOfOrder {
        /// The row's number.
        feed_seq: u64,
    },
}

impl Ledger {
    /// Applies a page of the feed: its rows and the cursor in one database transaction, or, while
    /// a sale waits, in several, each with the cursor at its last row. Rows at or below the cursor
    /// are skipped, so that a page may come twice.
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
                let gate = || self.shared.gate.is_wanted();
                apply_turn(commit, &mut applied, rest, next, now_ms, gate)
            })?;
            rest = rest.get(done..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            self.shared.gate.let_pass();
        }
        self.settle()?;
        Ok(applied)
    }
}

/// Applies rows until somebody stands at the gate, and returns how many.
fn apply_turn(
    commit: &Commit<'_>,
    applied: &mut FeedApplied,
    rows: &[FeedRow],
    next: u64,
    now_ms: i64,
    is_wanted: impl Fn() -> bool,
) -> Result<usize, LedgerError> {
    let cursor = state::read(commit.connection)?.feed_cursor;
    let mut changes = Changes::default();
    let mut done = 0;
    for row in rows {
        if done >= ROWS_AT_MOST || (done >= ROWS_AT_LEAST && is_wanted()) {
            break;
        }
        if row.feed_seq > cursor {
            apply(commit, &mut changes, row, applied)?;
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
    move_cursor(commit.connection, cursor.max(reached), now_ms)?;
    Ok(done)
}

/// Applies one row.
pub(super) fn apply(
    commit: &Commit<'_>,
    changes: &mut Changes,
    row: &FeedRow,
    applied: &mut FeedApplied,
) -> Result<(), LedgerError> {
    let connection = commit.connection;
    applied.rows += 1;
    match &row.change {
        FeedChange::Product(state) => {
            applied.products +=
                u64::from(product::apply(connection, changes, state, row.feed_seq)?);
        }
        FeedChange::User(state) => {
            applied.people += u64::from(person::apply(connection, changes, state, row.feed_seq)?);
        }
        FeedChange::Store(state) => {
            applied.settings |= settings::apply(commit, changes, state, row.feed_seq)?;
        }
        FeedChange::Register(state) => {
            applied.registers += u64::from(put_register(connection, state)?);
        }
        FeedChange::Conflict(conflict) => {
            applied.conflicts += u64::from(put_conflict(connection, conflict)?);
        }
        FeedChange::Unknown(_) => note_skipped(connection, row.feed_seq)?,
    }
    Ok(())
}

/// Refuses a page before anything is written.
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
    let Some(enrolment) = state::read(commit.connection)?.enrolment else {
        return refuse(FeedError::NotEnrolled);
    };
    if enrolment.feed_epoch != feed_epoch {
        return refuse(FeedError::OtherEpoch {
            given: feed_epoch,
            expected: enrolment.feed_epoch,
        });
    }
    check_waits(commit.connection)
}

/// A shop that brought its catalog along is shown nothing until the server has all of it.
pub(super) fn check_waits(connection: &Connection) -> Result<(), LedgerError> {
    let place = state::place(connection)?;
    if place.acknowledged < place.founding {
        return Err(LedgerError::Feed(FeedError::WaitsForPush));
    }
    Ok(())
}

fn move_cursor(connection: &Connection, cursor: u64, now_ms: i64) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE sync_state SET feed_cursor = ?1, last_pull_ok_ms = ?2 WHERE only_row = 1",
        )?
        .execute((sql_value::signed(cursor), now_ms))?;
    Ok(())
}

fn put_register(connection: &Connection, state: &RegisterState) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO feed_registers (register_id, store_id, name, status)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (register_id) DO UPDATE SET store_id = excluded.store_id,
                 name = excluded.name, status = excluded.status
             WHERE (store_id, name, status) <> (excluded.store_id, excluded.name, excluded.status)",
        )?
        .execute((
            state.register_id,
            state.store_id,
            &state.name,
            sql_value::to_code(&state.status)?,
        ))?;
    Ok(changed > 0)
}

/// A conflict is kept as it was first told; whether somebody has seen it stays.
fn put_conflict(connection: &Connection, conflict: &CatalogConflict) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO catalog_conflicts (conflict_id, product_id, product_name, field, kept,
                 lost, lost_register_id, entry_id, server_time_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (conflict_id) DO NOTHING",
        )?
        .execute((
            conflict.conflict_id,
            conflict.product_id,
            &conflict.product_name,
            sql_value::to_code(&conflict.field)?,
            &conflict.kept,
            &conflict.lost,
            conflict.lost_register_id,
            conflict.entry_id,
            conflict.server_time_ms,
        ))?;
    Ok(changed > 0)
}

/// Notes the lowest row that this program could not read.
fn note_skipped(connection: &Connection, feed_seq: u64) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE sync_state SET skipped_feed_seq = min(coalesce(skipped_feed_seq, ?1), ?1),
                 skipped_by = ?2
             WHERE only_row = 1",
        )?
        .execute((sql_value::signed(feed_seq), VERSION))?;
    Ok(())
}

/// After an upgrade, rows that an older program could not read are asked for again.
pub(crate) fn ask_again(connection: &Connection) -> Result<(), LedgerError> {
    let skipped: Option<i64> = connection.query_row(
        "SELECT skipped_feed_seq FROM sync_state WHERE only_row = 1 AND skipped_by <> ?1
         UNION ALL SELECT NULL LIMIT 1",
        [VERSION],
        |row| row.get(0),
    )?;
    if let Some(feed_seq) = skipped {
        connection.execute(
            "UPDATE sync_state SET feed_cursor = min(feed_cursor, ?1 - 1),
                 skipped_feed_seq = NULL, skipped_by = NULL WHERE only_row = 1",
            [feed_seq],
        )?;
    }
    Ok(())
}
