//! How a loop reacts to success and failure: when it tries next, and what the screen shows.

use super::AttentionCode;
use super::backoff::ExponentialBackoff;
use super::limits::QUICK_RETRIES;
use super::step::EngineStep;
use super::wait::{Wait, idle, rest};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Retry {
    pub(super) wait: Wait,
    backoff: ExponentialBackoff,
    quick: u32,
    /// A person asked during the attempt that is under way. Its answer may be older than the
    /// person's fix, so a failure is tried again once.
    asked_meanwhile: bool,
    failing_since: Option<i64>,
    trouble: Option<AttentionCode>,
}

/// The part of the state that the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Condition {
    /// Since when the server was not reached, or could not answer.
    pub(super) failing_since: Option<i64>,
    /// What needs a person.
    pub(super) trouble: Option<AttentionCode>,
}

impl Retry {
    pub(super) fn new(now: i64) -> Self {
        Self {
            wait: Wait::Idle { until: now },
            backoff: ExponentialBackoff::default(),
            quick: 0,
            asked_meanwhile: false,
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

    /// An attempt begins.
    pub(super) const fn begin(&mut self) {
        self.asked_meanwhile = false;
    }

    /// An attempt succeeded. The next one is due now, or after a wait in `range`.
    pub(super) fn succeed(&mut self, step: &mut EngineStep<'_>, range: Option<(i64, i64)>) {
        self.backoff.reset();
        self.quick = 0;
        self.failing_since = None;
        self.clear(step);
        self.wait = match range {
            Some(range) => idle(step.now, range, step.random),
            None => Wait::Idle { until: step.now },
        };
    }

    /// The server was not reached, or could not answer.
    pub(super) fn fail(&mut self, step: &mut EngineStep<'_>, retry_after_ms: Option<i64>) {
        self.failing_since.get_or_insert(step.now);
        let wait = self
            .backoff
            .next_wait(step.now, retry_after_ms, step.random);
        self.pause(step.now, wait);
    }

    /// The answer shows how to continue. The loop does so at once, but only a few times in a row.
    pub(super) fn go_on(&mut self, step: &mut EngineStep<'_>) {
        if self.quick < QUICK_RETRIES {
            self.quick = self.quick.saturating_add(1);
            self.wait = Wait::Idle { until: step.now };
        } else {
            self.fail(step, None);
        }
    }

    /// The computer slept, and the state of the network is unknown.
    pub(super) const fn wake(&mut self, now: i64) {
        self.backoff.reset();
        self.wait = Wait::Idle { until: now };
    }

    /// A person is needed. The cause may also go away by itself, so the loop tries again now and
    /// then.
    pub(super) fn rest(&mut self, step: &mut EngineStep<'_>, code: AttentionCode) {
        self.needs(step, code);
        let wait = rest(step.now, step.random);
        self.pause(step.now, wait);
    }

    /// A person is needed, and another try would only repeat the harm.
    pub(super) fn stop(&mut self, step: &mut EngineStep<'_>, code: AttentionCode) {
        self.needs(step, code);
        self.wait = Wait::Stopped;
    }

    /// The ledger could not do its part.
    pub(super) fn ledger_failed(&mut self, step: &mut EngineStep<'_>) {
        self.needs(step, AttentionCode::LedgerFailed);
        let wait = self.backoff.next_wait(step.now, None, step.random);
        self.pause(step.now, wait);
    }

    /// Waits after an attempt that failed, unless a person asked for another one meanwhile.
    const fn pause(&mut self, now: i64, wait: Wait) {
        self.wait = if self.asked_meanwhile {
            Wait::Idle { until: now }
        } else {
            wait
        };
        self.asked_meanwhile = false;
    }

    pub(super) const fn network_up(&mut self, now: i64) {
        self.backoff.reset();
        if matches!(self.wait, Wait::Backoff { .. }) {
            self.wait = Wait::Idle { until: now };
        }
    }

    pub(super) const fn asked(&mut self, now: i64) {
        self.backoff.reset();
        self.quick = 0;
        self.asked_meanwhile = true;
        self.wait = Wait::Idle { until: now };
    }

    fn needs(&mut self, step: &mut EngineStep<'_>, code: AttentionCode) {
        if self.trouble != Some(code) {
            self.clear(step);
            self.trouble = Some(code);
            step.raise(code);
        }
    }

    fn clear(&mut self, step: &mut EngineStep<'_>) {
        if let Some(code) = self.trouble.take() {
            step.clear(code);
        }
    }
}
