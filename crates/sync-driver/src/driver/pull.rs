//! Pulls the feed and applies it to the ledger.

use std::future::Future;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::{FeedApplied, SnapshotOutcome, SnapshotStart};
use protocol::{
    FetchError, MAX_PULL_ROWS, Peer, PullAnswer, RequestError, SnapshotReadError, SnapshotReader,
    TransportError,
};
use sync_engine::{Attempt, Input, PullOrder};
use uuid::Uuid;

use super::DriverIo;
use crate::error::DriverError;
use crate::observer::FeedChanges;

/// Fetches a page.
pub(super) fn fetch<P: Peer>(
    io: &Arc<DriverIo<P>>,
    order: PullOrder,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let attempt = order.attempt;
        let Some(stamp) = io.or_ledger_failed(attempt, io.stamp()) else {
            return;
        };
        let progress = io.progress(attempt);
        let query = order.query(MAX_PULL_ROWS);
        let input = match io.peer.pull(&query, stamp, &progress).await {
            Ok(page) => Input::PullAnswered {
                attempt,
                page: Box::new(page),
            },
            Err(error) => failed(attempt, error),
        };
        io.send(input);
    }
}

/// Applies a page.
pub(super) fn apply<P: Peer>(
    io: &Arc<DriverIo<P>>,
    attempt: Attempt,
    page: Box<PullAnswer>,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let context = Arc::clone(&io.context);
        let applied = io.blocking(move || {
            let now_ms = context.utc_ms();
            let applied = context
                .ledger
                .feed_apply(page.feed_epoch, &page.rows, page.next, now_ms);
            Ok(applied?)
        });
        let applied = applied.await;
        if let Some(applied) = io.or_ledger_failed(attempt, applied) {
            io.applied(applied);
            io.send(Input::PageApplied { attempt });
        }
    }
}

/// Fetches the snapshot and replaces the tables with it.
pub(super) fn snapshot<P: Peer>(
    io: &Arc<DriverIo<P>>,
    attempt: Attempt,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let Some(stamp) = io.or_ledger_failed(attempt, io.stamp()) else {
            return;
        };
        let file = io.context.snapshot_file.clone();
        let progress = io.progress(attempt);
        match io.peer.snapshot(&file, stamp, &progress).await {
            Ok(()) => {}
            Err(FetchError::Request(error)) => return io.send(failed(attempt, error)),
            Err(FetchError::File(source)) => {
                log::warn!("the snapshot cannot be kept: {}", source.kind());
                return io.send(Input::LedgerFailed { attempt });
            }
        }
        let stop = StopOnDrop::default();
        let stopped = Arc::clone(&stop.0);
        let writer = Arc::clone(&io);
        let applied = io
            .blocking(move || writer.apply_snapshot(attempt, &stopped))
            .await;
        let input = match applied {
            Ok(Some((feed_epoch, cursor))) => Input::SnapshotApplied {
                attempt,
                feed_epoch,
                cursor,
            },
            Ok(None) => return,
            Err(ApplyError::Damaged) => Input::Failed {
                attempt,
                error: TransportError::Unreadable,
            },
            Err(ApplyError::Driver(error)) => {
                log::warn!("the snapshot was not applied: {error}");
                Input::LedgerFailed { attempt }
            }
        };
        if let Err(error) = io.peer.forget_snapshot(&file).await {
            log::warn!("a fetched snapshot was not removed: {}", error.kind());
        }
        io.send(input);
    }
}

/// Why a snapshot was not applied.
enum ApplyError {
    /// The file is not a whole snapshot.
    Damaged,
    /// The ledger, or the driver itself.
    Driver(DriverError),
}

impl From<ledger::LedgerError> for ApplyError {
    fn from(error: ledger::LedgerError) -> Self {
        Self::Driver(error.into())
    }
}

impl From<DriverError> for ApplyError {
    fn from(error: DriverError) -> Self {
        Self::Driver(error)
    }
}

impl From<SnapshotReadError> for ApplyError {
    fn from(error: SnapshotReadError) -> Self {
        log::warn!("the snapshot is damaged: {error}");
        Self::Damaged
    }
}

/// Stops the thread that fills the tables when its attempt is given up.
#[derive(Default)]
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl<P: Peer> DriverIo<P> {
    /// Applies the fetched file. `None` when the attempt was given up meanwhile.
    fn apply_snapshot(
        self: &Arc<Self>,
        attempt: Attempt,
        stopped: &AtomicBool,
    ) -> Result<Option<(Uuid, u64)>, ApplyError> {
        let reader = SnapshotReader::open(&self.context.snapshot_file)?;
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
        let rows = reader.map(|row| row.map_err(ApplyError::from));
        let now_ms = self.context.utc_ms();
        let outcome = self
            .context
            .ledger
            .snapshot_apply(start, rows, now_ms, &mut watch)?;
        match outcome {
            SnapshotOutcome::Cancelled => Ok(None),
            SnapshotOutcome::Applied(_) => {
                log::info!("applied a snapshot of {} rows", header.rows);
                self.status.update(|status| {
                    let rows = &mut status.transferred.rows_applied;
                    *rows = rows.saturating_add(header.rows);
                });
                self.observer.feed_applied(FeedChanges::ALL);
                Ok(Some((header.feed_epoch, header.feed_seq)))
            }
        }
    }

    fn applied(&self, applied: FeedApplied) {
        self.status.update(|status| {
            let rows = &mut status.transferred.rows_applied;
            *rows = rows.saturating_add(applied.rows);
        });
        if applied != FeedApplied::default() {
            log::info!("applied {} rows of the feed", applied.rows);
            self.observer.feed_applied(applied.into());
        }
    }
}

pub(super) fn failed(attempt: Attempt, error: RequestError) -> Input {
    match error {
        RequestError::Refused {
            refusal,
            retry_after_ms,
        } => Input::Refused {
            attempt,
            refusal,
            retry_after_ms,
            own_hash: None,
        },
        RequestError::Transport(error) => Input::Failed { attempt, error },
    }
}
