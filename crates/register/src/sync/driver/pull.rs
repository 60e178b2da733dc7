//! The feed on its way down.

use std::future::Future;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::{FeedApplied, SnapshotOutcome, SnapshotStart};
use protocol::{MAX_PULL_ROWS, PullAnswer};
use sync_client::{Failure, FetchError, SnapshotError, SnapshotReader, forget};
use sync_engine::{Attempt, Input, PullOrder, TransportError};
use uuid::Uuid;

use super::Hands;
use crate::error::AppError;

/// Fetches a page.
pub(super) fn fetch(
    hands: &Arc<Hands>,
    order: PullOrder,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let attempt = order.attempt;
        let Some(stamp) = hands.usable(attempt, hands.stamp()) else {
            return;
        };
        let progress = hands.progress(attempt);
        let query = order.query(MAX_PULL_ROWS);
        let input = match hands.client.pull(&query, stamp, &progress).await {
            Ok(page) => Input::PullAnswered {
                attempt,
                page: Box::new(page),
            },
            Err(failure) => failed(attempt, failure),
        };
        hands.tell(input);
    }
}

/// Applies a page.
pub(super) fn apply(
    hands: &Arc<Hands>,
    attempt: Attempt,
    page: Box<PullAnswer>,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let line = Arc::clone(&hands.line);
        let applied = hands.blocking(move || {
            let now_ms = line.utc_ms();
            let applied = line
                .ledger
                .feed_apply(page.feed_epoch, &page.rows, page.next, now_ms);
            Ok(applied?)
        });
        let applied = applied.await;
        if let Some(applied) = hands.usable(attempt, applied) {
            hands.fed(applied);
            hands.tell(Input::PageApplied { attempt });
        }
    }
}

/// Fetches the snapshot and puts it in place.
pub(super) fn snapshot(
    hands: &Arc<Hands>,
    attempt: Attempt,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let Some(stamp) = hands.usable(attempt, hands.stamp()) else {
            return;
        };
        let file = hands.line.snapshot_file();
        let progress = hands.progress(attempt);
        match hands.client.snapshot(&file, stamp, &progress).await {
            Ok(()) => {}
            Err(FetchError::Failure(failure)) => return hands.tell(failed(attempt, failure)),
            Err(FetchError::File(source)) => {
                log::warn!("the snapshot cannot be kept: {}", source.kind());
                return hands.tell(Input::LedgerFailed { attempt });
            }
        }
        let stop = StopOnDrop::default();
        let stopped = Arc::clone(&stop.0);
        let writer = Arc::clone(&hands);
        let placed = hands
            .blocking(move || writer.place(attempt, &stopped))
            .await;
        let input = match placed {
            Ok(Some((feed_epoch, cursor))) => Input::SnapshotApplied {
                attempt,
                feed_epoch,
                cursor,
            },
            Ok(None) => return,
            Err(Placing::Damaged) => Input::Failed {
                attempt,
                error: TransportError::Unreadable,
            },
            Err(Placing::Refused(error)) => {
                log::warn!("the snapshot was not applied: {}", error.code());
                Input::LedgerFailed { attempt }
            }
        };
        if let Err(error) = forget(&file).await {
            log::warn!("a snapshot stays behind: {}", error.kind());
        }
        hands.tell(input);
    }
}

/// Why a snapshot is not in place.
enum Placing {
    /// The file is no whole snapshot.
    Damaged,
    /// The ledger said no.
    Refused(AppError),
}

impl From<ledger::LedgerError> for Placing {
    fn from(error: ledger::LedgerError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<AppError> for Placing {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

impl From<SnapshotError> for Placing {
    fn from(error: SnapshotError) -> Self {
        log::warn!("the snapshot is damaged: {error}");
        Self::Damaged
    }
}

/// Tells the thread that fills the tables when its attempt was given up.
#[derive(Default)]
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Hands {
    /// Puts the fetched file in place; nothing when it was stopped.
    fn place(
        self: &Arc<Self>,
        attempt: Attempt,
        stopped: &AtomicBool,
    ) -> Result<Option<(Uuid, u64)>, Placing> {
        let reader = SnapshotReader::open(&self.line.snapshot_file())?;
        let header = reader.header().clone();
        let start = SnapshotStart {
            feed_epoch: header.feed_epoch,
            feed_seq: header.feed_seq,
            rows: header.rows,
        };
        let progress = self.progress(attempt);
        let mut watch = |_rows: u64| {
            progress();
            if stopped.load(Ordering::SeqCst) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let rows = reader.map(|row| row.map_err(Placing::from));
        let now_ms = self.line.utc_ms();
        let outcome = self
            .line
            .ledger
            .snapshot_apply(start, rows, now_ms, &mut watch)?;
        match outcome {
            SnapshotOutcome::Cancelled => Ok(None),
            SnapshotOutcome::Applied(_) => {
                log::info!("a snapshot of {} rows is in place", header.rows);
                self.board.write(|notes| {
                    let rows = &mut notes.moved.rows_applied;
                    *rows = rows.saturating_add(header.rows);
                });
                self.watch.fed();
                Ok(Some((header.feed_epoch, header.feed_seq)))
            }
        }
    }

    fn fed(&self, applied: FeedApplied) {
        self.board.write(|notes| {
            let rows = &mut notes.moved.rows_applied;
            *rows = rows.saturating_add(applied.rows);
        });
        if applied != FeedApplied::default() {
            log::info!("applied {} rows of the feed", applied.rows);
            self.watch.fed();
        }
    }
}

pub(super) fn failed(attempt: Attempt, failure: Failure) -> Input {
    match failure {
        Failure::Refused {
            refusal,
            retry_after_ms,
        } => Input::Refused {
            attempt,
            refusal,
            retry_after_ms,
            own_hash: None,
        },
        Failure::Fault(error) => Input::Failed { attempt, error },
    }
}
