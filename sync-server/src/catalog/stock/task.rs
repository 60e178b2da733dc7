//! The task that folds: woken by pushes, and by itself once a minute.

use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::iter;
use tokio::time::{Instant, sleep, sleep_until};
use uuid::Uuid;

use super::fold::{Folded, fold};
use crate::catalog::hints::stopped;
use crate::database::{Database, DatabaseError};
use crate::http::AppState;

/// How long pushes pile up before they are folded together; a level is a second behind at most.
const PILE_UP: Duration = Duration::from_millis(200);
/// How often all organizations are looked at: a node may have died between a push and its fold.
const ROUND: Duration = Duration::from_mins(1);
/// How long the task rests after the database failed it.
const REST: Duration = Duration::from_secs(2);
/// Organizations that are folded at once by one node.
const AT_ONCE: usize = 2;

/// Folds until the server stops.
pub(in crate::catalog) async fn keep_folding(state: AppState) {
    let mut stopping = state.stopping();
    tokio::select! {
        () = stopped(&mut stopping) => {}
        () = fold_for_ever(&state) => {}
    }
}

async fn fold_for_ever(state: &AppState) {
    let queue = &state.live.stock;
    let mut round = Instant::now();
    loop {
        tokio::select! {
            () = queue.filled() => {}
            () = sleep_until(round) => {
                round = Instant::now() + ROUND;
                match everyone(&state.database).await {
                    Ok(organizations) => queue.add(organizations),
                    Err(error) => tracing::warn!(%error, "organizations cannot be listed"),
                }
            }
        }
        sleep(PILE_UP).await;
        let failed = iter(queue.take())
            .map(|organization_id| fold_one(state, organization_id))
            .buffer_unordered(AT_ONCE)
            .fold(false, |any, failed| async move { any | failed })
            .await;
        if failed {
            sleep(REST).await;
        }
    }
}

/// Folds one organization to its end; whether that failed. Then it goes back into the queue.
async fn fold_one(state: &AppState, organization_id: Uuid) -> bool {
    loop {
        match fold(&state.database, organization_id).await {
            Ok(Folded::All) => return false,
            Ok(Folded::Part) => {}
            Err(error) => {
                tracing::warn!(%organization_id, %error, "stock cannot be folded");
                state.live.stock.pushed(organization_id);
                return true;
            }
        }
    }
}

/// Every organization that has a register: codes are the one table that no policy guards.
pub(crate) async fn everyone(database: &Database) -> Result<Vec<Uuid>, DatabaseError> {
    const EVERYONE: &str = "select distinct organization_id from enrolment_codes \
                            where organization_id is not null and used_at is not null";
    let connection = database.connection().await?;
    let rows = connection.query(EVERYONE, &[]).await?;
    let organizations: Result<_, _> = rows.iter().map(|row| row.try_get(0)).collect();
    Ok(organizations?)
}
