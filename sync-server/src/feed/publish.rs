//! The numbers of the feed: which entities changed, in the order in which readers see it.

use domain::feed::{EntityKind, FeedOrigin};
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::http::ApiError;
use crate::random;
use crate::table::catalog_feed::{self, MovedRow};
use crate::table::{feed_counters, organizations};

/// An entity that was changed in a database transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChangedEntity {
    pub(crate) entity: EntityKind,
    pub(crate) id: Uuid,
    /// The entry that changed it, when one did.
    pub(crate) origin: Option<FeedOrigin>,
}

/// Gives each changed entity a number above all others; returns the last number of the feed.
///
/// From here to the commit, other database transactions of the organization have to wait for a
/// number. So numbers become visible in order, and a reader does not skip any. Call it last. Each
/// entity may be in `changed` once.
pub(crate) async fn publish(
    transaction: &DbTransaction,
    changed: &[ChangedEntity],
) -> Result<u64, DatabaseError> {
    if changed.is_empty() {
        return feed_counters::last(transaction).await;
    }
    let out_of_range = DatabaseError::OutOfRange { what: "feed_seq" };
    let Ok(many) = i64::try_from(changed.len()) else {
        return Err(out_of_range);
    };
    let last = feed_counters::take(transaction, many).await?;
    let rows: Vec<MovedRow> = (last - many + 1..)
        .zip(changed)
        .map(|(feed_seq, one)| MovedRow {
            feed_seq,
            entity: one.entity,
            entity_id: one.id,
            origin: one.origin,
        })
        .collect();
    catalog_feed::move_rows(transaction, &rows).await?;
    u64::try_from(last).map_err(|_| out_of_range)
}

/// Gives the organization's feed a new incarnation: every register fetches a snapshot next.
pub(crate) async fn begin_incarnation(transaction: &DbTransaction) -> Result<(), ApiError> {
    let feed_epoch = random::new_id().map_err(ApiError::Random)?;
    organizations::set_feed_epoch(transaction, feed_epoch).await?;
    Ok(())
}
