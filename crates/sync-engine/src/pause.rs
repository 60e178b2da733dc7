//! When a loop may try next, and what may make it try sooner.

use super::chance::{Chance, between, up_to};
use super::limits::{
    BACKOFF_FIRST_MS, BACKOFF_LEAST_MS, BACKOFF_MOST_MS, REST_MS, RETRY_AFTER_MOST_MS,
};

/// What a loop waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pause {
    /// Nothing is wrong; something new ends it.
    Idle { until: i64 },
    /// The last attempt failed; a network or a person ends it.
    Backoff { until: i64 },
    /// A person is needed; only they end it sooner.
    Rest { until: i64 },
    /// A person is needed; only they end it.
    Stopped,
}

impl Pause {
    pub(super) const fn until(self) -> Option<i64> {
        match self {
            Self::Idle { until } | Self::Backoff { until } | Self::Rest { until } => Some(until),
            Self::Stopped => None,
        }
    }

    pub(super) fn is_over(self, now: i64) -> bool {
        self.until().is_some_and(|until| until <= now)
    }

    /// Something new is there; it does not end the wait after a failure.
    pub(super) fn shorten_idle(&mut self, to: i64) {
        if let Self::Idle { until } = self {
            *until = to.min(*until);
        }
    }
}

/// Full jitter: each failure doubles the window, and chance picks a moment in it, so that registers
/// that lost the server together do not come back together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    pub(super) const fn reset(&mut self) {
        self.failures = 0;
    }

    /// The next wait; the server's own wish is the least.
    pub(super) fn pause(
        &mut self,
        now: i64,
        retry_after_ms: Option<i64>,
        chance: &mut dyn Chance,
    ) -> Pause {
        let window = 1_i64
            .checked_shl(self.failures.min(20))
            .map_or(BACKOFF_MOST_MS, |times| {
                BACKOFF_FIRST_MS.saturating_mul(times).min(BACKOFF_MOST_MS)
            });
        self.failures = self.failures.saturating_add(1);
        let wished = retry_after_ms.unwrap_or(0).clamp(0, RETRY_AFTER_MOST_MS);
        let jittered = up_to(chance, window).max(BACKOFF_LEAST_MS);
        let wait = if wished > 0 {
            // Everybody was told the same moment: spread behind it, never before.
            wished.saturating_add(up_to(chance, BACKOFF_FIRST_MS))
        } else {
            jittered
        };
        Pause::Backoff {
            until: now.saturating_add(wait),
        }
    }
}

pub(super) fn rest(now: i64, chance: &mut dyn Chance) -> Pause {
    Pause::Rest {
        until: now.saturating_add(between(chance, REST_MS.0, REST_MS.1)),
    }
}

pub(super) fn idle(now: i64, range: (i64, i64), chance: &mut dyn Chance) -> Pause {
    Pause::Idle {
        until: now.saturating_add(between(chance, range.0, range.1)),
    }
}
