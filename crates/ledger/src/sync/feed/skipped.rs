//! Rows of the feed that this program cannot read: a newer server knows more.
//!
//! The lowest of them is noted with the version of the program. Another version goes back to it and
//! reads from there again.

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

/// Notes a row that cannot be read. The state that an earlier row brought is the server's no more:
/// going back to it would take an own change back that this row confirms.
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

/// What the row is about, if it names a product, a person or the settings of this store.
fn entity(change: &UnknownChange, store_id: Uuid) -> Option<FeedEntity> {
    let id = |field| change.json().get(field)?.as_str()?.parse::<Uuid>().ok();
    match EntityKind::from_code(change.entity())? {
        EntityKind::Product => id("product_id").map(FeedEntity::Product),
        EntityKind::User => id("user_id").map(FeedEntity::User),
        EntityKind::Store => (id("store_id")? == store_id).then_some(FeedEntity::Store),
        EntityKind::Register | EntityKind::Conflict => None,
    }
}

/// What another version of the program left behind is read again: the rows that it could not read,
/// and everything if it kept a state of the server that this one cannot read.
pub(crate) fn read_again(connection: &Connection) -> Result<(), LedgerError> {
    let change = connection.unchecked_transaction()?;
    sync_state::rewind_to_skipped(&change, VERSION)?;
    if server_state::forget_unreadable(&change)? {
        sync_state::rewind_to_start(&change)?;
    }
    Ok(change.commit()?)
}
