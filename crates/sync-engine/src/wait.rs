//! When a loop may try next, and what may make it try sooner.

use super::limits::REST_MS;
use super::random::{RandomSource, between};

/// The reason that a loop waits, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// Nothing is wrong. Any news ends the wait.
    Idle { until: i64 },
    /// The last attempt failed. A network or a person ends the wait.
    Backoff { until: i64 },
    /// A person is needed, and only they can end the wait sooner.
    Rest { until: i64 },
    /// A person is needed, and only they can end the wait.
    Stopped,
}

impl Wait {
    pub(super) const fn until(self) -> Option<i64> {
        match self {
            Self::Idle { until } | Self::Backoff { until } | Self::Rest { until } => Some(until),
            Self::Stopped => None,
        }
    }

    pub(super) fn is_over(self, now: i64) -> bool {
        self.until().is_some_and(|until| until <= now)
    }

    /// There is news. It does not end the wait after a failure.
    pub(super) fn shorten_idle(&mut self, to: i64) {
        if let Self::Idle { until } = self {
            *until = to.min(*until);
        }
    }
}

pub(super) fn rest(now: i64, random: &mut dyn RandomSource) -> Wait {
    Wait::Rest {
        until: now.saturating_add(between(random, REST_MS.0, REST_MS.1)),
    }
}

pub(super) fn idle(now: i64, range: (i64, i64), random: &mut dyn RandomSource) -> Wait {
    Wait::Idle {
        until: now.saturating_add(between(random, range.0, range.1)),
    }
}
