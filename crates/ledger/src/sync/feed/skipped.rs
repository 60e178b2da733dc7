//! Rows of a newer server that this program cannot read.
//!
//! The lowest number is noted with the version of the program. Another version goes back to it and
//! reads again from there.

use domain::Code as _;
use domain::entry::FeedEntity;
use domain::feed::{EntityKind, UnknownChange};
use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::table::pending::entity_id;
use crate::table::{server_state, sync_state};

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Notes a row that cannot be read. The state from an earlier row is outdated: restoring it would
/// revert an own change that this row confirms.
pub(super) fn apply(
    commit: &Commit<'_>,
    feed_seq: u64,
    change: &UnknownChange,
) -> Result<(), LedgerError> {
    let connection = commit.connection;
    if let Some(entity) = entity(change, commit.identity.store_id) {
        server_state::forget(connection, entity_id(entity))?;
    }
    note(connection, feed_seq, &change.reason())
}

/// Notes that this program cannot read a row, and why.
pub(in crate::sync) fn note(
    connection: &Connection,
    feed_seq: u64,
    reason: &str,
) -> Result<(), LedgerError> {
    log::warn!("version {VERSION} cannot read row {feed_seq} of the feed: {reason}");
    sync_state::note_skipped(connection, feed_seq, VERSION)
}

/// The id of the row's entity, if it names a product, a person or the settings of this store.
fn entity(change: &UnknownChange, store_id: Uuid) -> Option<FeedEntity> {
    let id = |field| change.json().get(field)?.as_str()?.parse::<Uuid>().ok();
    match EntityKind::from_code(change.entity())? {
        EntityKind::Product => id("product_id").map(FeedEntity::Product),
        EntityKind::User => id("user_id").map(FeedEntity::User),
        EntityKind::Store => (id("store_id")? == store_id).then_some(FeedEntity::Store),
        EntityKind::Register | EntityKind::Conflict => None,
    }
}

/// Rewinds the feed after a change of the program's version: to the first row that the other
/// version could not read, or to the start if it stored a state of the server that this version
/// cannot read.
pub(crate) fn read_again(connection: &Connection) -> Result<(), LedgerError> {
    let change = connection.unchecked_transaction()?;
    sync_state::rewind_to_skipped(&change, VERSION)?;
    if server_state::forget_unreadable(&change)? {
        sync_state::rewind_to_start(&change)?;
    }
    Ok(change.commit()?)
}
