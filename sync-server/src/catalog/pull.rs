//! `GET /api/sync/pull`: a page of the feed after a cursor.

use axum::extract::{Query, State};
use axum::http::Uri;
use domain::feed::FeedRow;
use protocol::{MAX_PULL_ROWS, PullAnswer, PullQuery, RefusalCode};

use super::reader::{FEED_ROWS, FeedHead, feed_row};
use crate::database::{DbTransaction, Durability};
use crate::http::{Answer, AppState, Fault, Signed, answer};
use crate::source;

/// `GET /api/sync/pull`: rows and the counter of one moment, so that a page without more rows
/// reaches exactly as far as the counter.
pub(super) async fn pull(State(state): State<AppState>, uri: Uri, signed: Signed) -> Answer {
    signed.who.require_active()?;
    let Query(query) = Query::<PullQuery>::try_from_uri(&uri)
        .map_err(|error| Fault::refused(RefusalCode::Malformed, error.body_text()))?;
    let organization_id = signed.who.organization_id;
    let transaction = state
        .database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let page = page(&transaction, query).await;
    transaction.rollback().await?;
    answer(&signed.headers, &page?)
}

async fn page(transaction: &DbTransaction, query: PullQuery) -> Result<PullAnswer, Fault> {
    let head = FeedHead::read(transaction).await?;
    if query.feed_epoch != head.feed_epoch {
        let message = "the cursor belongs to another incarnation of the feed";
        return Err(Fault::refused(RefusalCode::MustResnapshot, message));
    }
    if query.after > head.feed_seq {
        let message = "the cursor is above the feed: the server came back older";
        return Err(Fault::refused(RefusalCode::MustResnapshot, message));
    }
    let limit = query.limit.clamp(1, MAX_PULL_ROWS);
    let mut rows = rows_after(transaction, query.after, limit).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let reached = rows.last().filter(|_| more).map(|last| last.feed_seq);
    Ok(PullAnswer {
        feed_epoch: head.feed_epoch,
        next: reached.unwrap_or(head.feed_seq),
        more,
        rows,
        server_time_ms: source::now_ms(),
    })
}

/// One row more than the page holds says whether there are more.
async fn rows_after(
    transaction: &DbTransaction,
    after: u64,
    limit: u32,
) -> Result<Vec<FeedRow>, Fault> {
    let out_of_range = |_| Fault::refused(RefusalCode::Malformed, "the cursor is out of range");
    let after = i64::try_from(after).map_err(out_of_range)?;
    let most = i64::from(limit) + 1;
    let found = transaction
        .query(FEED_ROWS, &[&transaction.organization_id(), &after, &most])
        .await?;
    let rows: Result<_, _> = found.iter().map(feed_row).collect();
    Ok(rows?)
}
