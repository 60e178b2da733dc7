//! Putting the filled tables in place, with the pending changes over them, in one short commit.

use domain::{catalog::Product, feed::ProductState};
use uuid::Uuid;

use super::{
    SnapshotStart,
    fill::{Filled, give_back},
    shelf_tables,
};
use crate::{
    catalog::{self, Shelf},
    commit::Commit,
    error::LedgerError,
    open::Ledger,
    sql_value,
    sync::{
        feed::{self, FeedApplied, product::laid_over, told},
        pending::{Changes, entities_above},
        state,
    },
};

/// Where the cursor goes, and when.
pub(super) struct Exchange {
    pub(super) start: SnapshotStart,
    pub(super) now_ms: i64,
}

impl Exchange {
    pub(super) fn run(&self, ledger: &Ledger, filled: &Filled) -> Result<(), LedgerError> {
        ledger.commit(|commit| {
            feed::check_waits(commit.connection)?;
            self.renumber(commit)?;
            self.lay_over(commit)?;
            shelf_tables::exchange(commit.connection)?;
            apply_others(commit, filled)?;
            self.move_cursor(commit)
        })?;
        give_back(ledger)
    }

    /// A feed that begins again, or went back, knows nothing of the old numbers: what was
    /// acknowledged by them stays pending until the next acknowledgement numbers it anew.
    fn renumber(&self, commit: &Commit<'_>) -> Result<(), LedgerError> {
        let known = state::read(commit.connection)?;
        let same_feed = known
            .enrolment
            .is_some_and(|enrolment| enrolment.feed_epoch == self.start.feed_epoch);
        if same_feed && known.feed_cursor <= self.start.feed_seq {
            return Ok(());
        }
        commit.connection.execute_batch(
            "UPDATE pending_entries SET feed_seq = NULL;
             UPDATE profile_outbox SET feed_seq = NULL;",
        )?;
        Ok(())
    }

    /// Lays the pending changes over the products of the snapshot.
    fn lay_over(&self, commit: &Commit<'_>) -> Result<(), LedgerError> {
        let connection = commit.connection;
        connection.execute("DELETE FROM pulled_states", [])?;
        let mut changes = Changes::default();
        for product_id in entities_above(connection, self.start.feed_seq)? {
            let patches = changes.patches(connection, product_id, self.start.feed_seq)?;
            if patches.is_empty() {
                continue;
            }
            match catalog::by_id_on(connection, Shelf::Next, product_id)? {
                Some(told) => {
                    let state = ProductState::from(told.1.clone());
                    told::keep(connection, product_id, &state, true)?;
                    let product = laid_over(&state, &patches);
                    catalog::save_on(connection, Shelf::Next, Some(&told), &product)?;
                }
                None => keep_own(commit, product_id)?,
            }
        }
        Ok(())
    }

    fn move_cursor(&self, commit: &Commit<'_>) -> Result<(), LedgerError> {
        commit.connection.execute(
            "UPDATE sync_state SET feed_epoch = ?1, feed_cursor = ?2, last_pull_ok_ms = ?3
             WHERE only_row = 1",
            (
                self.start.feed_epoch,
                sql_value::signed(self.start.feed_seq),
                self.now_ms,
            ),
        )?;
        Ok(())
    }
}

/// A product that the server does not know yet stays as it is here.
fn keep_own(commit: &Commit<'_>, product_id: Uuid) -> Result<(), LedgerError> {
    let known = catalog::by_id(commit.connection, product_id)?;
    let product: Option<Product> = known.map(|(_, product)| product);
    match product {
        Some(product) => catalog::save_on(commit.connection, Shelf::Next, None, &product),
        None => Ok(()),
    }
}

/// Applies everything in the snapshot but its products.
fn apply_others(commit: &Commit<'_>, filled: &Filled) -> Result<(), LedgerError> {
    commit
        .connection
        .execute("DELETE FROM feed_registers", [])?;
    let mut changes = Changes::default();
    for row in &filled.others {
        feed::apply(commit, &mut changes, row, &mut FeedApplied::default())?;
    }
    Ok(())
}
