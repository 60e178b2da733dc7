//! `GET /api/sync/events`: the hints of an organization, as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use protocol::Hint;

use crate::app::AppState;
use crate::auth::SignedRequest;
use crate::database::Durability;
use crate::feed::hints::HintListener;
use crate::http::{ApiError, ApiResult};
use crate::table::organizations;

/// How often a silent stream shows that it is alive.
const BEAT: Duration = Duration::from_secs(20);
/// Asks proxies in front of the server to pass each event on at once.
const UNBUFFERED: [(&str, &str); 1] = [("x-accel-buffering", "no")];
/// When a register that got no stream should try again.
const RETRY_AFTER_S: u64 = 60;

/// Begins with the current number of the feed. Then a hint follows whenever it changes.
pub(crate) async fn events(State(app): State<AppState>, request: SignedRequest) -> ApiResult {
    request.register.require_active()?;
    let register = request.register;
    let organization_id = register.organization_id;
    let stream = app
        .streams
        .open(organization_id, register.register_id)
        .ok_or_else(|| ApiError::too_many("too many open streams", RETRY_AFTER_S))?;
    // Listening begins before the feed is read, so that a change between the two is seen.
    let moved = app.hints.listen(organization_id);
    let transaction = app
        .database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let head = organizations::feed_head(&transaction).await?;
    transaction.rollback().await?;
    let auth = Arc::clone(&app.auth);
    let first = head.feed_seq;
    let listener = HintListener::new(auth, register, stream, moved, app.stopping(), first);
    let events = Sse::new(events_of(listener)).keep_alive(KeepAlive::new().interval(BEAT));
    Ok((UNBUFFERED, events).into_response())
}

fn events_of(listener: HintListener) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    unfold(listener, |mut listener| async move {
        let feed_seq = listener.next().await?;
        // An object with a number can always be written as JSON.
        let event = Event::default().json_data(Hint { feed_seq }).ok()?;
        Some((Ok(event), listener))
    })
}
