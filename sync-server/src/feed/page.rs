//! A page of the feed.

use protocol::{MAX_PULL_ROWS, PullAnswer, PullQuery, RefusalCode};
use uuid::Uuid;

use crate::clock;
use crate::database::{Database, DbTransaction, Durability};
use crate::http::ApiError;
use crate::table::{catalog_feed, organizations};

/// Reads the page after a cursor. Rows and counter are read from one database snapshot, so that the
/// last page ends exactly at the counter.
pub(crate) async fn read_page(
    database: &Database,
    organization_id: Uuid,
    query: PullQuery,
) -> Result<PullAnswer, ApiError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let page = page(&transaction, query).await;
    transaction.rollback().await?;
    page
}

async fn page(transaction: &DbTransaction, query: PullQuery) -> Result<PullAnswer, ApiError> {
    let head = organizations::feed_head(transaction).await?;
    if query.feed_epoch != head.feed_epoch {
        let message = "the cursor belongs to another incarnation of the feed";
        return Err(ApiError::refused(RefusalCode::MustResnapshot, message));
    }
    if query.after > head.feed_seq {
        let message = "the cursor is above the feed: the server came back older";
        return Err(ApiError::refused(RefusalCode::MustResnapshot, message));
    }
    let after = i64::try_from(query.after)
        .map_err(|_| ApiError::refused(RefusalCode::Malformed, "the cursor is out of range"))?;
    let limit = query.limit.clamp(1, MAX_PULL_ROWS);
    // Read one row more than the page holds, to see whether there are more.
    let mut rows = catalog_feed::rows_after(transaction, after, i64::from(limit) + 1).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let reached = rows.last().filter(|_| more).map(|last| last.feed_seq);
    Ok(PullAnswer {
        feed_epoch: head.feed_epoch,
        next: reached.unwrap_or(head.feed_seq),
        more,
        rows,
        server_time_ms: clock::now_ms(),
    })
}
