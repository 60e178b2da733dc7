//! The whole feed at once: filled into tables of its own in small turns, and put in place in a moment.
//!
//! Until that moment nothing has changed for whoever sells; an interrupted snapshot leaves nothing
//! but tables that the next one drops.

mod exchange;
mod fill;
use crate::table::staging as shelf_tables;

use std::ops::ControlFlow;

use domain::feed::FeedRow;
use uuid::Uuid;

use super::feed::FeedError;
use crate::{error::LedgerError, open::Ledger, sync::state};

use exchange::Exchange;
use fill::Fill;

/// What a snapshot says of itself before its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotStart {
    /// The incarnation of the feed.
    pub feed_epoch: Uuid,
    /// The cursor after the snapshot.
    pub feed_seq: u64,
    /// How many rows follow: fewer is a snapshot that was cut short.
    pub rows: u64,
}

/// What a snapshot did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SnapshotApplied {
    /// Products in it.
    pub products: u64,
    /// Products that are not in it and were sold here before: kept, and sold no more.
    pub retired: u64,
}

/// How a snapshot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotOutcome {
    /// It is in place.
    Applied(SnapshotApplied),
    /// It was stopped; nothing has changed.
    Cancelled,
}

impl Ledger {
    /// Takes the server's whole state in place of what came down the feed so far, with the pending
    /// own changes over it. Products that are not in it and have no pending change go; those that
    /// were sold here stay, inactive. `watch` is told how many rows are done.
    ///
    /// While it is filled, a sale waits for a few rows at most; the exchange itself renames tables.
    pub fn snapshot_apply<E: From<LedgerError>>(
        &self,
        start: SnapshotStart,
        rows: impl Iterator<Item = Result<FeedRow, E>>,
        now_ms: i64,
        watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<SnapshotOutcome, E> {
        self.read(|connection| {
            if state::read(connection)?.enrolment.is_none() {
                return Err(LedgerError::Feed(FeedError::NotEnrolled));
            }
            super::feed::check_waits(connection)
        })?;
        let mut fill = Fill::begin(self)?;
        match fill.run(start, rows, watch) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => {
                fill.discard()?;
                return Ok(SnapshotOutcome::Cancelled);
            }
            Err(error) => {
                fill.discard()?;
                return Err(error);
            }
        }
        let filled = fill.filled();
        let applied = filled.applied;
        Exchange { start, now_ms }.run(self, &filled)?;
        self.settle()?;
        Ok(SnapshotOutcome::Applied(applied))
    }
}
