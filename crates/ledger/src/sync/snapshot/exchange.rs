//! Puts the filled tables in place, with the pending changes on top, in one short commit.

use domain::feed::ProductState;
use uuid::Uuid;

use super::SnapshotStart;
use super::fill::Filled;
use super::slice::free_tables;
use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::sync::feed::product::patched;
use crate::sync::feed::{FeedApplied, apply, check_founding, skipped};
use crate::sync::pending::{EntryCache, product_patches};
use crate::table::products::{self, ProductTables, staging};
use crate::table::{feed_registers, pending, profile_outbox, server_state, sync_state};

/// The new cursor, and the time.
pub(super) struct Exchange {
    pub(super) start: SnapshotStart,
    pub(super) now_ms: i64,
}

impl Exchange {
    pub(super) fn run(&self, ledger: &Ledger, filled: &Filled) -> Result<(), LedgerError> {
        ledger.commit(|commit| {
            check_founding(commit.connection)?;
            self.renumber(commit)?;
            self.apply_pending(commit)?;
            staging::exchange(commit.connection)?;
            apply_others(commit, filled)?;
            let start = &self.start;
            sync_state::set_feed_epoch(commit.connection, start.feed_epoch)?;
            sync_state::set_feed_cursor(commit.connection, start.feed_seq, self.now_ms)
        })?;
        free_tables(ledger)
    }

    /// After a restart or a rewind of the feed, the old numbers are invalid. Changes that were
    /// acknowledged with them stay pending until the next acknowledgement gives them new numbers.
    fn renumber(&self, commit: &Commit<'_>) -> Result<(), LedgerError> {
        let known = sync_state::read(commit.connection)?;
        let same_feed = known
            .enrolment
            .is_some_and(|enrolment| enrolment.feed_epoch == self.start.feed_epoch);
        if same_feed && known.feed_cursor <= self.start.feed_seq {
            return Ok(());
        }
        pending::forget_feed_seqs(commit.connection)?;
        // A PIN has no entry. A server that was restored from a backup may have lost it while its
        // log is complete, and the register would then restore the old PIN.
        if same_feed {
            profile_outbox::send_again_after(commit.connection, self.start.feed_seq)
        } else {
            profile_outbox::send_all_again(commit.connection)
        }
    }

    /// Applies the pending changes to the products of the snapshot.
    fn apply_pending(&self, commit: &Commit<'_>) -> Result<(), LedgerError> {
        let (connection, feed_seq) = (commit.connection, self.start.feed_seq);
        server_state::clear(connection)?;
        let mut cache = EntryCache::default();
        for product_id in pending::entities_above(connection, feed_seq)? {
            let patches = product_patches(&mut cache, connection, product_id, feed_seq)?;
            if patches.is_empty() {
                continue;
            }
            match products::by_id(connection, ProductTables::Staging, product_id)? {
                Some(staged) => {
                    let state = ProductState::from(staged.product.clone());
                    server_state::keep(connection, product_id, &state, true)?;
                    let product = patched(&state, &patches);
                    let tables = ProductTables::Staging;
                    products::save(connection, tables, Some(&staged), &product)?;
                }
                None => keep_own(commit, product_id)?,
            }
        }
        Ok(())
    }
}

/// Keeps a product that the server does not have yet.
fn keep_own(commit: &Commit<'_>, product_id: Uuid) -> Result<(), LedgerError> {
    let connection = commit.connection;
    match products::by_id(connection, ProductTables::Live, product_id)? {
        Some(live) => products::save(connection, ProductTables::Staging, None, &live.product),
        None => Ok(()),
    }
}

/// Applies everything in the snapshot but its products.
fn apply_others(commit: &Commit<'_>, filled: &Filled) -> Result<(), LedgerError> {
    feed_registers::clear(commit.connection)?;
    // The snapshot holds every row, including those that were skipped before.
    sync_state::forget_skipped(commit.connection)?;
    if let Some(lowest) = &filled.lowest_skipped {
        skipped::note(commit.connection, lowest.feed_seq, &lowest.reason)?;
    }
    let mut cache = EntryCache::default();
    for row in &filled.others {
        apply(commit, &mut cache, row, &mut FeedApplied::default())?;
    }
    Ok(())
}
