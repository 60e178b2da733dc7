//! The task that folds stock. Pushes wake it, and so does a timer once a minute.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::iter;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};
use uuid::Uuid;

use super::fold::{FoldProgress, fold};
use super::queue::StockQueue;
use crate::database::Database;
use crate::shutdown::stopped;
use crate::table::enrolment_codes;

/// How long pushes are collected before they are folded together. A level is at most a second
/// behind.
const COLLECT: Duration = Duration::from_millis(200);
/// How often all organizations are folded, because a node may have died between a push and its
/// fold.
const ROUND: Duration = Duration::from_mins(1);
/// How long the task pauses after the database failed.
const PAUSE: Duration = Duration::from_secs(2);
/// How many organizations one node folds at once.
const CONCURRENCY: usize = 2;

/// Folds until the server stops.
pub(crate) async fn keep_folding(
    database: Database,
    queue: Arc<StockQueue>,
    mut stopping: watch::Receiver<bool>,
) {
    tokio::select! {
        () = stopped(&mut stopping) => {}
        () = fold_for_ever(&database, &queue) => {}
    }
}

async fn fold_for_ever(database: &Database, queue: &StockQueue) {
    let mut round = Instant::now();
    loop {
        tokio::select! {
            () = queue.filled() => {}
            () = sleep_until(round) => {
                round = Instant::now() + ROUND;
                match enrolment_codes::organization_ids(database).await {
                    Ok(organizations) => queue.add(organizations),
                    Err(error) => tracing::warn!(%error, "organizations cannot be listed"),
                }
            }
        }
        sleep(COLLECT).await;
        let failed = iter(queue.take())
            .map(|organization_id| fold_all(database, queue, organization_id))
            .buffer_unordered(CONCURRENCY)
            .fold(false, |any, failed| async move { any | failed })
            .await;
        if failed {
            sleep(PAUSE).await;
        }
    }
}

/// Folds everything of one organization; true when that failed. Then it is queued again.
async fn fold_all(database: &Database, queue: &StockQueue, organization_id: Uuid) -> bool {
    loop {
        match fold(database, organization_id).await {
            Ok(FoldProgress::All) => return false,
            Ok(FoldProgress::Part) => {}
            Err(error) => {
                tracing::warn!(%organization_id, %error, "stock cannot be folded");
                queue.pushed(organization_id);
                return true;
            }
        }
    }
}
