//! The whole feed at once: filled into staging tables in small slices, and put in place in a
//! moment.
//!
//! Until then a cashier sees the old catalog. An interrupted snapshot only leaves tables that the
//! next one drops.

mod exchange;
mod fill;
mod slice;

use std::ops::ControlFlow;

use domain::feed::FeedRow;
use uuid::Uuid;

use super::feed::check_founding;
use crate::error::{FeedError, LedgerError};
use crate::ledger::Ledger;
use crate::table::sync_state;

use exchange::Exchange;
use fill::Fill;

/// The header of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotStart {
    /// The incarnation of the feed.
    pub feed_epoch: Uuid,
    /// The cursor after the snapshot.
    pub feed_seq: u64,
    /// How many rows follow. A snapshot with fewer is incomplete.
    pub rows: u64,
}

/// What a snapshot did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SnapshotApplied {
    pub products: u64,
    /// Products that are not in it and were sold here before: kept, but inactive.
    pub retired: u64,
    /// Rows that this program cannot read. They are noted, and read again by a program that can.
    pub skipped: u64,
}

/// How a snapshot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotOutcome {
    /// It is in place.
    Applied(SnapshotApplied),
    /// It was stopped; the catalog is unchanged.
    Cancelled,
}

impl Ledger {
    /// Replaces the whole state from the feed with the server's snapshot, with pending own changes
    /// on top. Products that are not in it and have no pending change are dropped; those that were
    /// sold here stay, inactive. `watch` is called with the rows done.
    ///
    /// When the snapshot has rows that this program cannot read, they may be products that are in
    /// use here. Then every product that is missing from it stays unchanged.
    ///
    /// While it is filled, a sale waits for a few rows at most. The exchange only renames tables.
    pub fn snapshot_apply<E: From<LedgerError>>(
        &self,
        start: SnapshotStart,
        rows: impl Iterator<Item = Result<FeedRow, E>>,
        now_ms: i64,
        watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<SnapshotOutcome, E> {
        self.read(|connection| {
            if sync_state::read(connection)?.enrolment.is_none() {
                return Err(LedgerError::Feed(FeedError::NotEnrolled));
            }
            check_founding(connection)
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
        self.forget_confirmed()?;
        Ok(SnapshotOutcome::Applied(applied))
    }
}
