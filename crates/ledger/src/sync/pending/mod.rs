//! Own changes of entities in the feed, until the feed contains them.

mod entry_cache;

use domain::catalog::ProductPatch;
use domain::entry::EntryBody;
use domain::entry::kinds::{StoreChanged, UserChanged};
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::project::{decode, hot};
use crate::table::entries::{self, StoredEntry};
use crate::table::pending::{self, SETTINGS};

pub(crate) use entry_cache::EntryCache;

/// Notes an own entry as pending again, and applies it again on top of the feed's state.
pub(super) fn reapply(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    pending::insert(connection, stored.position, &body.feed_entities())?;
    hot::reapply(connection, body)
}

/// A server that was restored from a backup lost the entries after this position. They are pending
/// again, and applied again if the older feed reverted them meanwhile.
pub(super) fn renew(connection: &Connection, after: i64) -> Result<(), LedgerError> {
    for position in entries::feed_changes_after(connection, after)? {
        let stored = entries::at(connection, position)?;
        if let Some(stored) = &stored
            && let Some(body) = decode(stored)
        {
            reapply(connection, stored, &body)?;
        }
    }
    Ok(())
}

/// Forgets the pending changes of an entry that was appended again: they are pending at its new
/// position.
pub(super) fn forget(connection: &Connection, stored: &StoredEntry) -> Result<(), LedgerError> {
    if !pending::delete_entry(connection, stored.position)? {
        return Ok(());
    }
    let entities = decode(stored).map_or_else(Vec::new, |body| body.feed_entities());
    for entity in entities {
        pending::delete_change(connection, pending::entity_id(entity), stored.position)?;
    }
    Ok(())
}

/// The own patches of a product that a row of the feed with this number does not contain yet, in
/// the order of the log.
pub(super) fn product_patches(
    cache: &mut EntryCache,
    connection: &Connection,
    product_id: Uuid,
    feed_seq: u64,
) -> Result<Vec<ProductPatch>, LedgerError> {
    let mut patches = Vec::new();
    for position in pending::positions_above(connection, product_id, feed_seq)? {
        let body = cache.body(connection, position)?;
        let changes = body.map_or(&[][..], EntryBody::product_changes);
        let own = changes
            .iter()
            .filter(|change| change.product_id == product_id);
        patches.extend(own.map(|change| change.patch.clone()));
    }
    Ok(patches)
}

/// The last own change of a person that a row of the feed with this number does not contain yet.
pub(super) fn user_change(
    cache: &mut EntryCache,
    connection: &Connection,
    user_id: Uuid,
    feed_seq: u64,
) -> Result<Option<UserChanged>, LedgerError> {
    let mut last = None;
    for position in pending::positions_above(connection, user_id, feed_seq)? {
        let body = cache.body(connection, position)?;
        last = body.and_then(EntryBody::user_change).cloned().or(last);
    }
    Ok(last)
}

/// The last own change of the settings that a row of the feed with this number does not contain
/// yet.
pub(super) fn settings_change(
    cache: &mut EntryCache,
    connection: &Connection,
    feed_seq: u64,
) -> Result<Option<StoreChanged>, LedgerError> {
    let mut last = None;
    for position in pending::positions_above(connection, SETTINGS, feed_seq)? {
        let body = cache.body(connection, position)?;
        last = body.and_then(EntryBody::store_change).cloned().or(last);
    }
    Ok(last)
}
