//! Waits that grow with each failure, with jitter.

use super::limits::{BACKOFF_FIRST_MS, BACKOFF_LEAST_MS, BACKOFF_MOST_MS, RETRY_AFTER_MOST_MS};
use super::random::{RandomSource, up_to};
use super::wait::Wait;

/// Full jitter: each failure doubles the window, and the wait is a random moment in it. Registers
/// that lost the server at the same time then do not all return at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ExponentialBackoff {
    failures: u32,
}

impl ExponentialBackoff {
    pub(super) const fn reset(&mut self) {
        self.failures = 0;
    }

    /// The next wait, never shorter than the server asked for.
    pub(super) fn next_wait(
        &mut self,
        now: i64,
        retry_after_ms: Option<i64>,
        random: &mut dyn RandomSource,
    ) -> Wait {
        let window = 1_i64
            .checked_shl(self.failures.min(20))
            .map_or(BACKOFF_MOST_MS, |times| {
                BACKOFF_FIRST_MS.saturating_mul(times).min(BACKOFF_MOST_MS)
            });
        self.failures = self.failures.saturating_add(1);
        let asked = retry_after_ms.unwrap_or(0).clamp(0, RETRY_AFTER_MOST_MS);
        let jittered = up_to(random, window).max(BACKOFF_LEAST_MS);
        let wait = if asked > 0 {
            // The server asks every register for the same moment, so spread them after it.
            asked.saturating_add(up_to(random, BACKOFF_FIRST_MS))
        } else {
            jittered
        };
        Wait::Backoff {
            until: now.saturating_add(wait),
        }
    }
}
