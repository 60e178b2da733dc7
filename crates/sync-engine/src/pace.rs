//! How a loop takes success and failure: when it tries next, and what the screen hears of it.

use super::AttentionCode;
use super::limits::QUICK_RETRIES;
use super::pause::{Backoff, Pause, idle, rest};
use super::turn::Turn;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pace {
    pub(super) pause: Pause,
    backoff: Backoff,
    quick: u32,
    failing_since: Option<i64>,
    trouble: Option<AttentionCode>,
}

/// What the screen hears of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Condition {
    /// Since when the server was not reached, or could not answer.
    pub(super) failing_since: Option<i64>,
    /// What needs a person.
    pub(super) trouble: Option<AttentionCode>,
}

impl Pace {
    pub(super) fn new(now: i64) -> Self {
        Self {
            pause: Pause::Idle { until: now },
            backoff: Backoff::default(),
            quick: 0,
            failing_since: None,
            trouble: None,
        }
    }

    pub(super) const fn condition(&self) -> Condition {
        Condition {
            failing_since: self.failing_since,
            trouble: self.trouble,
        }
    }

    /// An attempt went through; the next thing is due now, or after a wait in `range`.
    pub(super) fn succeed(&mut self, turn: &mut Turn<'_>, range: Option<(i64, i64)>) {
        self.backoff.reset();
        self.quick = 0;
        self.failing_since = None;
        self.settle(turn);
        self.pause = match range {
            Some(range) => idle(turn.now, range, turn.chance),
            None => Pause::Idle { until: turn.now },
        };
    }

    /// The server was not reached, or could not answer.
    pub(super) fn fail(&mut self, turn: &mut Turn<'_>, retry_after_ms: Option<i64>) {
        self.failing_since.get_or_insert(turn.now);
        self.pause = self.backoff.pause(turn.now, retry_after_ms, turn.chance);
    }

    /// The answer says how to go on: at once, unless it keeps saying so.
    pub(super) fn go_on(&mut self, turn: &mut Turn<'_>) {
        if self.quick < QUICK_RETRIES {
            self.quick = self.quick.saturating_add(1);
            self.pause = Pause::Idle { until: turn.now };
        } else {
            self.fail(turn, None);
        }
    }

    /// The computer slept, and nothing is known about the network.
    pub(super) const fn wake(&mut self, now: i64) {
        self.backoff.reset();
        self.pause = Pause::Idle { until: now };
    }

    /// A person is needed; it may heal by itself all the same, so it is tried now and then.
    pub(super) fn rest(&mut self, turn: &mut Turn<'_>, code: AttentionCode) {
        self.needs(turn, code);
        self.pause = rest(turn.now, turn.chance);
    }

    /// A person is needed, and trying again would only repeat the harm.
    pub(super) fn stop(&mut self, turn: &mut Turn<'_>, code: AttentionCode) {
        self.needs(turn, code);
        self.pause = Pause::Stopped;
    }

    /// The ledger could not do its part.
    pub(super) fn ledger_failed(&mut self, turn: &mut Turn<'_>) {
        self.needs(turn, AttentionCode::LedgerFailed);
        self.pause = self.backoff.pause(turn.now, None, turn.chance);
    }

    pub(super) const fn network_up(&mut self, now: i64) {
        self.backoff.reset();
        if matches!(self.pause, Pause::Backoff { .. }) {
            self.pause = Pause::Idle { until: now };
        }
    }

    pub(super) const fn asked(&mut self, now: i64) {
        self.backoff.reset();
        self.quick = 0;
        self.pause = Pause::Idle { until: now };
    }

    fn needs(&mut self, turn: &mut Turn<'_>, code: AttentionCode) {
        if self.trouble != Some(code) {
            self.settle(turn);
            self.trouble = Some(code);
            turn.raise(code);
        }
    }

    fn settle(&mut self, turn: &mut Turn<'_>) {
        if let Some(code) = self.trouble.take() {
            turn.settle(code);
        }
    }
}
