//! `GET /api/sync/events`: the hints of an organization, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::feed::RegisterStatus;
use futures_util::Stream as Events;
use futures_util::stream::unfold;
use protocol::Hint;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::relay::stopped;
use super::streams::Stream;
use crate::catalog::reader::FeedHead;
use crate::database::Durability;
use crate::http::{Answer, AppState, Authenticated, Fault, Signed};

/// How often a silent stream shows that it is alive.
const BEAT: Duration = Duration::from_secs(20);
/// How long a stream lives; then the register proves itself again.
const LIFE: Duration = Duration::from_hours(1);
/// Asks proxies in front of the server to pass each event on at once.
const UNBUFFERED: [(&str, &str); 1] = [("x-accel-buffering", "no")];
/// When a register should try again that found no place.
const RETRY_AFTER_S: u64 = 60;

/// `GET /api/sync/events`: where the feed is now, then a hint whenever it moves.
pub(in crate::catalog) async fn events(State(state): State<AppState>, signed: Signed) -> Answer {
    signed.who.require_active()?;
    let who = signed.who;
    let place = state
        .live
        .streams
        .open(who.organization_id, who.register_id)
        .ok_or_else(|| Fault::too_many("too many open streams", RETRY_AFTER_S))?;
    // Listening begins before the look at the feed: what moves in between is seen.
    let moved = state.live.hints.listen(who.organization_id);
    let transaction = state
        .database
        .begin(who.organization_id, Durability::Snapshot)
        .await?;
    let head = FeedHead::read(&transaction).await?;
    transaction.rollback().await?;
    let listener = Listener {
        stopping: state.stopping(),
        state,
        who,
        place,
        moved,
        until: Instant::now() + LIFE,
        told: None,
        now: Some(head.feed_seq),
    };
    let events = Sse::new(listener.hints()).keep_alive(KeepAlive::new().interval(BEAT));
    Ok((UNBUFFERED, events).into_response())
}

/// One register that listens.
struct Listener {
    state: AppState,
    who: Authenticated,
    place: Stream,
    moved: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    until: Instant,
    told: Option<u64>,
    /// What it is told first.
    now: Option<u64>,
}

impl Listener {
    fn hints(self) -> impl Events<Item = Result<Event, Infallible>> + Send {
        unfold(self, |mut listener| async move {
            let feed_seq = listener.next().await?;
            listener.told = Some(feed_seq);
            // A number in an object is JSON without fail.
            let event = Event::default().json_data(Hint { feed_seq }).ok()?;
            Some((Ok(event), listener))
        })
    }

    /// The next number that the register does not know; `None` when the stream ends.
    async fn next(&mut self) -> Option<u64> {
        if let Some(now) = self.now.take() {
            return Some(now);
        }
        loop {
            tokio::select! {
                changed = self.moved.changed() => changed.ok()?,
                _ = &mut self.place.replaced => return None,
                () = stopped(&mut self.stopping) => return None,
                () = sleep_until(self.until) => return None,
            }
            if !self.is_active().await {
                return None;
            }
            let newest = *self.moved.borrow_and_update();
            if self.told.is_none_or(|told| newest > told) {
                return Some(newest);
            }
        }
    }

    /// Whether the register may still listen. A look that fails ends the stream, and a new one
    /// needs a proof.
    async fn is_active(&self) -> bool {
        let known = &self.state.registers;
        let found = known
            .look_up(
                &self.state.database,
                self.who.organization_id,
                self.who.register_id,
            )
            .await;
        matches!(found, Ok(Some(known)) if known.status == RegisterStatus::Active)
    }
}
