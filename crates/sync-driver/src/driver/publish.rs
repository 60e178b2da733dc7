//! Publishes the status of a run, and stamps its requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::Code as _;
use protocol::{Peer, Stamp};
use sync_engine::{Attempt, AttentionCode, EngineState, Input};

use super::{Driver, DriverIo, NOTIFY_INTERVAL_MS};
use crate::error::{DriverError, SyncError};
use crate::monotonic::monotonic_ms;
use crate::request::stamp;

impl<P: Peer> Driver<P> {
    /// Records the part of an input that concerns the status.
    pub(super) fn note(&mut self, input: &Input) {
        match input {
            Input::Acknowledged { .. } | Input::PushAnswered { .. } => self.done.pushed = true,
            Input::PullAnswered { page, .. } if !page.more => self.done.pulled = true,
            // A stream of hints ends now and then, which is not an error.
            Input::Refused { attempt, .. } | Input::Failed { attempt, .. }
                if self.attempts.is_background(*attempt) => {}
            Input::Refused {
                refusal,
                retry_after_ms,
                ..
            } => self.failed(SyncError::of_refusal(refusal, *retry_after_ms)),
            Input::Failed { error, .. } => self.failed((*error).into()),
            _ => {}
        }
        self.attempts.note(input);
    }

    fn failed(&self, error: SyncError) {
        log::info!("a request failed: {error}");
        self.io
            .status
            .update(|status| status.last_error = Some(error));
    }

    /// Publishes the state of the engine, and notifies the observer of a change.
    pub(super) fn publish(&mut self) {
        let now = monotonic_ms();
        let state = self.engine.state();
        let attention: Vec<AttentionCode> = self.engine.attention().collect();
        let utc_ms = self.io.context.utc_ms();
        let pending = self.engine.pending();
        let status = self.io.status.update(|status| {
            status.pending = pending;
            status.state = Some(state);
            status.attention = attention;
            match state {
                EngineState::Offline { since, .. } => {
                    status
                        .offline_since_ms
                        .get_or_insert(utc_ms.saturating_sub(now.saturating_sub(since)));
                }
                EngineState::NeedsAttention(_) => status.offline_since_ms = None,
                EngineState::Sending { .. } | EngineState::Synced => {
                    status.offline_since_ms = None;
                    status.last_error = None;
                }
            }
            status.clone()
        });
        // Compared with what was published last, not with what was notified: a reader may have
        // looked in between.
        self.unnotified |= self.published.as_ref() != Some(&status);
        self.published = Some(status);
        if self.unnotified && now.saturating_sub(self.notified_at_ms) >= NOTIFY_INTERVAL_MS {
            self.unnotified = false;
            self.notified_at_ms = now;
            self.io.observer.status_changed();
        }
    }
}

impl<P: Peer> DriverIo<P> {
    pub(super) fn send(&self, input: Input) {
        // Fails only when the run has ended.
        self.inputs.send(input).ok();
    }

    /// Reports progress to the engine, at most once a second, from any thread.
    pub(super) fn progress(self: &Arc<Self>, attempt: Attempt) -> impl Fn() + Send + Sync + use<P> {
        let io = Arc::clone(self);
        let reported = AtomicI64::new(0);
        move || {
            let now = monotonic_ms();
            if now - reported.load(Ordering::Relaxed) >= 1_000 {
                reported.store(now, Ordering::Relaxed);
                io.send(Input::Progress { attempt });
            }
        }
    }

    /// The stamp of the next request.
    pub(super) fn stamp(&self) -> Result<Stamp, DriverError> {
        let server_ms = monotonic_ms().saturating_add(self.server_time.load(Ordering::Relaxed));
        stamp(server_ms)
    }

    pub(super) fn keep_server_time(&self, server_ms: i64) {
        self.server_time
            .store(server_ms.saturating_sub(monotonic_ms()), Ordering::Relaxed);
    }

    /// Publishes the offset of the server's clock from the register's.
    pub(super) fn publish_server_time(&self, server_time_ms: i64) {
        let offset = server_time_ms.saturating_sub(self.context.utc_ms());
        self.status
            .update(|status| status.server_offset_ms = Some(offset));
    }

    pub(super) fn clear_attention(&self, code: AttentionCode) {
        if let Err(error) = self.context.ledger.sync_attention_clear(code.as_str()) {
            log::warn!("a notice was not removed: {error}");
        }
    }
}
