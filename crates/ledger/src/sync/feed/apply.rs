//! Applies one row of the feed.

use domain::feed::{FeedChange, FeedRow};

use super::{FeedApplied, person, product, settings, skipped};
use crate::commit::Commit;
use crate::error::LedgerError;
use crate::sync::pending::EntryCache;
use crate::table::{catalog_conflicts, feed_registers};

/// Applies one row. One that this program cannot read is noted, so that the others can be applied.
pub(in crate::sync) fn apply(
    commit: &Commit<'_>,
    cache: &mut EntryCache,
    row: &FeedRow,
    applied: &mut FeedApplied,
) -> Result<(), LedgerError> {
    let (connection, feed_seq) = (commit.connection, row.feed_seq);
    applied.rows += 1;
    match &row.change {
        FeedChange::Product(state) => {
            applied.products += u64::from(product::apply(connection, cache, state, feed_seq)?);
        }
        FeedChange::User(state) => {
            applied.people += u64::from(person::apply(connection, cache, state, feed_seq)?);
        }
        FeedChange::Store(state) => {
            applied.settings |= settings::apply(commit, cache, state, feed_seq)?;
        }
        FeedChange::Register(state) => {
            applied.registers += u64::from(feed_registers::put(connection, state)?);
        }
        FeedChange::Conflict(conflict) => {
            applied.conflicts += u64::from(catalog_conflicts::insert(connection, conflict)?);
        }
        FeedChange::Unknown(unknown) => {
            applied.skipped += 1;
            skipped::apply(commit, feed_seq, unknown)?;
        }
    }
    Ok(())
}
