//! What a run leaves on the board, and how its requests are stamped.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sync_client::Stamp;
use sync_engine::{Attempt, AttentionCode, Input, SyncState};

use super::{Driver, Hands, TELL_PAUSE_MS};
use crate::error::{AppError, SyncError};
use crate::sync::monotonic::monotonic_ms;
use crate::sync::refused::{of_fault, of_refusal};
use crate::sync::request::stamp;

impl Driver {
    /// What an input means for the board.
    pub(super) fn note(&mut self, input: &Input) {
        match input {
            Input::Acknowledged { .. } | Input::PushAnswered { .. } => self.done.pushed = true,
            Input::PullAnswered { page, .. } if !page.more => self.done.pulled = true,
            // Streams of hints end now and then, and nobody need know.
            Input::Refused { attempt, .. } | Input::Failed { attempt, .. }
                if self.flights.is_quiet(*attempt) => {}
            Input::Refused {
                refusal,
                retry_after_ms,
                ..
            } => self.failed(of_refusal(refusal, *retry_after_ms)),
            Input::Failed { error, .. } => self.failed(of_fault(*error)),
            _ => {}
        }
        self.flights.note(input);
    }

    fn failed(&self, error: SyncError) {
        log::info!("the server did not do it: {}: {error}", error.code());
        self.hands
            .board
            .write(|notes| notes.last_error = Some(error));
    }

    /// Writes on the board how the engine stands, and tells when that is news.
    pub(super) fn publish(&mut self) {
        let now = monotonic_ms();
        let state = self.engine.state();
        let attention: Vec<AttentionCode> = self.engine.attention().collect();
        let utc_ms = self.hands.line.utc_ms();
        let waiting = self.engine.waiting();
        let notes = self.hands.board.write(|notes| {
            notes.waiting = waiting;
            notes.state = Some(state);
            notes.attention = attention;
            match state {
                SyncState::Offline { since, .. } => {
                    notes
                        .offline_since_ms
                        .get_or_insert(utc_ms.saturating_sub(now.saturating_sub(since)));
                }
                SyncState::NeedsAttention(_) => notes.offline_since_ms = None,
                SyncState::Sending { .. } | SyncState::Synced => {
                    notes.offline_since_ms = None;
                    notes.last_error = None;
                }
            }
            notes.clone()
        });
        // Also when it is as it was told: somebody may have looked in between.
        self.untold |= self.seen.as_ref() != Some(&notes);
        self.seen = Some(notes);
        if self.untold && now.saturating_sub(self.told_at_ms) >= TELL_PAUSE_MS {
            self.untold = false;
            self.told_at_ms = now;
            self.hands.watch.changed();
        }
    }
}

impl Hands {
    pub(super) fn tell(&self, input: Input) {
        // Fails only when the run has ended, and nobody wants to know.
        self.inputs.send(input).ok();
    }

    /// Told at most once a second, from any thread.
    pub(super) fn progress(self: &Arc<Self>, attempt: Attempt) -> impl Fn() + Send + Sync + use<> {
        let hands = Arc::clone(self);
        let told = AtomicI64::new(0);
        move || {
            let now = monotonic_ms();
            if now - told.load(Ordering::Relaxed) >= 1_000 {
                told.store(now, Ordering::Relaxed);
                hands.tell(Input::Progress { attempt });
            }
        }
    }

    /// The stamp of the next request.
    pub(super) fn stamp(&self) -> Result<Stamp, AppError> {
        let server_ms = monotonic_ms().saturating_add(self.server_time.load(Ordering::Relaxed));
        stamp(server_ms)
    }

    pub(super) fn keep_server_time(&self, server_ms: i64) {
        self.server_time
            .store(server_ms.saturating_sub(monotonic_ms()), Ordering::Relaxed);
    }

    /// The server's clock, against the register's own.
    pub(super) fn heard_time(&self, server_time_ms: i64) {
        let offset = server_time_ms.saturating_sub(self.line.utc_ms());
        self.board
            .write(|notes| notes.server_offset_ms = Some(offset));
    }

    pub(super) fn attention_over(&self, code: AttentionCode) {
        if let Err(error) = self.line.ledger.sync_attention_clear(code.as_str()) {
            log::warn!("a notice stays: {}", AppError::from(error).code());
        }
    }
}
