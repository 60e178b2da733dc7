//! The stream of hints. It only makes the pull quicker; losing it is safe.

use super::backoff::ExponentialBackoff;
use super::limits::{LISTEN_STRIKES, LISTEN_USEFUL_MS, SLEPT_MS};
use super::request::{ActiveRequest, Stage};
use super::step::EngineStep;
use super::wait::{Wait, rest};
use super::{Attempt, Effect};
use protocol::{Refusal, RefusalCode};

pub(super) struct ListenLoop {
    wait: Wait,
    backoff: ExponentialBackoff,
    strikes: u32,
    open: Option<ActiveRequest>,
}

impl ListenLoop {
    pub(super) fn new(now: i64) -> Self {
        Self {
            wait: Wait::Idle { until: now },
            backoff: ExponentialBackoff::default(),
            strikes: 0,
            open: None,
        }
    }

    /// Whether the stream of hints is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
            .is_some_and(|request| request.stage == Stage::Listening)
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        match &self.open {
            Some(request) => Some(request.deadline()),
            None => self.wait.until(),
        }
    }

    pub(super) fn run(&mut self, step: &mut EngineStep<'_>) {
        if let Some(request) = self.open {
            let late = step.now.saturating_sub(request.deadline());
            if late < 0 {
                return;
            }
            self.give_up(step);
            if late > SLEPT_MS {
                self.asked(step.now);
            } else {
                self.wait = self.backoff.next_wait(step.now, None, step.random);
            }
        }
        if self.wait.is_over(step.now) {
            let attempt = step.attempt();
            self.open = Some(ActiveRequest::new(attempt, Stage::Server, step.now));
            step.put(Effect::Listen { attempt });
        }
    }

    pub(super) fn give_up(&mut self, step: &mut EngineStep<'_>) {
        if let Some(request) = self.open.take() {
            step.put(Effect::Cancel {
                attempt: request.attempt,
            });
        }
    }

    pub(super) fn progress(&mut self, attempt: Attempt, now: i64) {
        if let Some(request) = self.matching(attempt) {
            request.progress(now);
        }
    }

    /// True when the stream is open now and was not before.
    pub(super) fn started(&mut self, attempt: Attempt, now: i64) -> bool {
        let Some(request) = self.matching(attempt) else {
            return false;
        };
        request.enter(Stage::Listening, now);
        request.began = now;
        self.backoff.reset();
        true
    }

    /// Whether a hint belongs to the stream that is open.
    pub(super) fn hinted(&mut self, attempt: Attempt, now: i64) -> bool {
        self.progress(attempt, now);
        self.matching(attempt).is_some()
    }

    /// The stream ended, or never began.
    pub(super) fn failed(&mut self, step: &mut EngineStep<'_>, attempt: Attempt) {
        let Some(request) = self.take(attempt) else {
            return;
        };
        if request.stage == Stage::Listening {
            let useful = step.now.saturating_sub(request.began) >= LISTEN_USEFUL_MS;
            self.strikes = if useful { 0 } else { self.strikes + 1 };
        }
        if self.strikes >= LISTEN_STRIKES {
            self.strikes = 0;
            self.wait = rest(step.now, step.random);
        } else {
            self.wait = self.backoff.next_wait(step.now, None, step.random);
        }
    }

    pub(super) fn refused(
        &mut self,
        step: &mut EngineStep<'_>,
        attempt: Attempt,
        refusal: &Refusal,
        retry_after_ms: Option<i64>,
    ) {
        if self.take(attempt).is_none() {
            return;
        }
        let passing = matches!(
            refusal.code,
            RefusalCode::TooManyRequests
                | RefusalCode::Internal
                | RefusalCode::Unavailable
                | RefusalCode::ClockOff
                | RefusalCode::Replayed
        );
        self.wait = if passing {
            self.backoff
                .next_wait(step.now, retry_after_ms, step.random)
        } else {
            // The push and the pull show what is wrong; hints can wait.
            rest(step.now, step.random)
        };
    }

    pub(super) const fn network_up(&mut self, now: i64) {
        if matches!(self.wait, Wait::Backoff { .. }) {
            self.asked(now);
        }
    }

    pub(super) const fn asked(&mut self, now: i64) {
        self.backoff.reset();
        self.wait = Wait::Idle { until: now };
    }

    fn matching(&mut self, attempt: Attempt) -> Option<&mut ActiveRequest> {
        self.open
            .as_mut()
            .filter(|request| request.attempt == attempt)
    }

    fn take(&mut self, attempt: Attempt) -> Option<ActiveRequest> {
        self.open.take_if(|request| request.attempt == attempt)
    }
}
