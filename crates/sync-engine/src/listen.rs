//! The stream of hints. It only makes the pull quicker: losing it is safe.

use super::flight::{Flight, Stage};
use super::limits::{LISTEN_STRIKES, LISTEN_USEFUL_MS, SLEPT_MS};
use super::pause::{Backoff, Pause, rest};
use super::turn::Turn;
use super::{Attempt, Output};
use protocol::{Refusal, RefusalCode};

pub(super) struct ListenLoop {
    pause: Pause,
    backoff: Backoff,
    strikes: u32,
    flight: Option<Flight>,
}

impl ListenLoop {
    pub(super) fn new(now: i64) -> Self {
        Self {
            pause: Pause::Idle { until: now },
            backoff: Backoff::default(),
            strikes: 0,
            flight: None,
        }
    }

    /// Whether hints come.
    pub(super) fn is_open(&self) -> bool {
        self.flight
            .is_some_and(|flight| flight.stage == Stage::Listening)
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        match &self.flight {
            Some(flight) => Some(flight.deadline()),
            None => self.pause.until(),
        }
    }

    pub(super) fn run(&mut self, turn: &mut Turn<'_>) {
        if let Some(flight) = self.flight {
            let late = turn.now.saturating_sub(flight.deadline());
            if late < 0 {
                return;
            }
            self.give_up(turn);
            if late > SLEPT_MS {
                self.asked(turn.now);
            } else {
                self.pause = self.backoff.pause(turn.now, None, turn.chance);
            }
        }
        if self.pause.is_over(turn.now) {
            let attempt = turn.attempt();
            self.flight = Some(Flight::new(attempt, Stage::Server, turn.now));
            turn.put(Output::Listen { attempt });
        }
    }

    pub(super) fn give_up(&mut self, turn: &mut Turn<'_>) {
        if let Some(flight) = self.flight.take() {
            turn.put(Output::Cancel {
                attempt: flight.attempt,
            });
        }
    }

    pub(super) fn progress(&mut self, attempt: Attempt, now: i64) {
        if let Some(flight) = self.matching(attempt) {
            flight.progress(now);
        }
    }

    /// True when the stream is open now and was not before.
    pub(super) fn started(&mut self, attempt: Attempt, now: i64) -> bool {
        let Some(flight) = self.matching(attempt) else {
            return false;
        };
        flight.enter(Stage::Listening, now);
        flight.began = now;
        self.backoff.reset();
        true
    }

    /// Whether a hint belongs to the stream that is open.
    pub(super) fn hinted(&mut self, attempt: Attempt, now: i64) -> bool {
        self.progress(attempt, now);
        self.matching(attempt).is_some()
    }

    /// The stream ended, or did not begin.
    pub(super) fn failed(&mut self, turn: &mut Turn<'_>, attempt: Attempt) {
        let Some(flight) = self.take(attempt) else {
            return;
        };
        if flight.stage == Stage::Listening {
            let useful = turn.now.saturating_sub(flight.began) >= LISTEN_USEFUL_MS;
            self.strikes = if useful { 0 } else { self.strikes + 1 };
        }
        if self.strikes >= LISTEN_STRIKES {
            self.strikes = 0;
            self.pause = rest(turn.now, turn.chance);
        } else {
            self.pause = self.backoff.pause(turn.now, None, turn.chance);
        }
    }

    pub(super) fn refused(
        &mut self,
        turn: &mut Turn<'_>,
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
        self.pause = if passing {
            self.backoff.pause(turn.now, retry_after_ms, turn.chance)
        } else {
            // Push and pull say what is wrong; hints can wait.
            rest(turn.now, turn.chance)
        };
    }

    pub(super) const fn network_up(&mut self, now: i64) {
        if matches!(self.pause, Pause::Backoff { .. }) {
            self.asked(now);
        }
    }

    pub(super) const fn asked(&mut self, now: i64) {
        self.backoff.reset();
        self.pause = Pause::Idle { until: now };
    }

    fn matching(&mut self, attempt: Attempt) -> Option<&mut Flight> {
        self.flight
            .as_mut()
            .filter(|flight| flight.attempt == attempt)
    }

    fn take(&mut self, attempt: Attempt) -> Option<Flight> {
        self.flight.take_if(|flight| flight.attempt == attempt)
    }
}
