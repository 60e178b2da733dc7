//! Forgets own changes that the feed now contains.

use domain::entry::{EntryBody, FeedEntity};

use super::{person, product, settings};
use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::sync::pending::EntryCache;
use crate::table::{pending, sync_state};

/// Entities that are forgotten before the first check for waiting writers.
const ENTITIES_AT_LEAST: usize = 20;

/// The most entities of one commit.
const ENTITIES_AT_MOST: usize = 1_000;

/// The progress within an entry that changes many products.
#[derive(Debug, Clone, Copy, Default)]
struct Forgotten {
    position: i64,
    entities: usize,
}

impl Ledger {
    /// Forgets the own changes that the cursor has passed, in short slices. They have no effect
    /// once the cursor has passed them, so an interruption is harmless.
    pub(in crate::sync) fn forget_confirmed(&self) -> Result<(), LedgerError> {
        let mut forgotten = Forgotten::default();
        while self.read(pending::next_confirmed)?.is_some() {
            let has_waiting = || self.shared.writer.has_waiting();
            forgotten = self.commit(|commit| forget_slice(commit, forgotten, has_waiting))?;
            self.shared.writer.let_one_pass();
        }
        Ok(())
    }
}

fn forget_slice(
    commit: &Commit<'_>,
    mut forgotten: Forgotten,
    has_waiting: impl Fn() -> bool,
) -> Result<Forgotten, LedgerError> {
    let connection = commit.connection;
    let cursor = sync_state::read(connection)?.feed_cursor;
    let mut cache = EntryCache::default();
    let mut done = 0;
    while let Some(position) = pending::next_confirmed(connection)? {
        if forgotten.position != position {
            forgotten = Forgotten {
                position,
                entities: 0,
            };
        }
        let body = cache.body(connection, position)?;
        let entities = body.map_or_else(Vec::new, EntryBody::feed_entities);
        for entity in entities.into_iter().skip(forgotten.entities) {
            if done >= ENTITIES_AT_MOST || (done >= ENTITIES_AT_LEAST && has_waiting()) {
                return Ok(forgotten);
            }
            pending::delete_change(connection, pending::entity_id(entity), position)?;
            restore(commit, &mut cache, entity, cursor)?;
            forgotten.entities += 1;
            done += 1;
        }
        pending::delete_entry(connection, position)?;
    }
    Ok(forgotten)
}

/// Restores the server's state of an entity, with the pending changes on top.
fn restore(
    commit: &Commit<'_>,
    cache: &mut EntryCache,
    entity: FeedEntity,
    cursor: u64,
) -> Result<(), LedgerError> {
    let connection = commit.connection;
    match entity {
        FeedEntity::Store => settings::restore(commit, cache, cursor),
        FeedEntity::User(user_id) => person::restore(connection, cache, user_id, cursor),
        FeedEntity::Product(product_id) => product::restore(connection, cache, product_id, cursor),
    }
}
