//! `feed_counters`: the last number of each organization's feed.

use super::row::{ReadColumn as _, unreadable};
use crate::database::{DatabaseError, DbTransaction};

/// Begins the counter of a new organization.
pub(crate) async fn insert(transaction: &DbTransaction) -> Result<(), DatabaseError> {
    const INSERT: &str = "insert into feed_counters (organization_id) values ($1)";
    transaction
        .execute(INSERT, &[&transaction.organization_id()])
        .await?;
    Ok(())
}

/// Takes this many numbers and returns the last of them. The counter is locked until the commit.
pub(crate) async fn take(transaction: &DbTransaction, many: i64) -> Result<i64, DatabaseError> {
    const TAKE: &str = "insert into feed_counters (organization_id, feed_seq) values ($1, $2) \
         on conflict (organization_id) do update \
         set feed_seq = feed_counters.feed_seq + excluded.feed_seq, updated_at = now() \
         returning feed_seq";
    let row = transaction
        .query_opt(TAKE, &[&transaction.organization_id(), &many])
        .await?
        .ok_or(unreadable("feed_seq"))?;
    Ok(row.try_get("feed_seq")?)
}

/// The last number that this database transaction sees; 0 for an organization without one.
pub(crate) async fn last(transaction: &DbTransaction) -> Result<u64, DatabaseError> {
    const LAST: &str = "select feed_seq from feed_counters where organization_id = $1";
    let row = transaction
        .query_opt(LAST, &[&transaction.organization_id()])
        .await?;
    row.map_or(Ok(0), |row| row.unsigned("feed_seq"))
}
