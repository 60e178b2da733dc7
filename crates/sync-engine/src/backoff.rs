//! Waits that grow with each failure, with jitter.
//!
//! The random numbers come from outside: they must differ between registers, and a simulation must
//! be able to repeat them.

use super::limits::{BACKOFF_FIRST_MS, BACKOFF_LEAST_MS, BACKOFF_MOST_MS, RETRY_AFTER_MOST_MS};
use super::wait::Wait;

/// A source of random numbers. Any `FnMut() -> u64` is one.
pub trait RandomSource {
    /// The next number, uniform over all of `u64`.
    fn next_u64(&mut self) -> u64;
}

impl<F: FnMut() -> u64> RandomSource for F {
    fn next_u64(&mut self) -> u64 {
        self()
    }
}

/// A number in `0..=most`. The bias of the remainder does not matter for a wait.
pub(super) fn up_to(random: &mut dyn RandomSource, most: i64) -> i64 {
    let most = most.max(0).unsigned_abs();
    i64::try_from(random.next_u64() % (most + 1)).unwrap_or(0)
}

/// A number in `least..=most`.
pub(super) fn between(random: &mut dyn RandomSource, least: i64, most: i64) -> i64 {
    least + up_to(random, most - least)
}

/// Full jitter: each failure doubles the window, and the wait is a random moment in it. So
/// registers that lost the server together do not return together.
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
            // Every register was given the same moment: spread them after it.
            asked.saturating_add(up_to(random, BACKOFF_FIRST_MS))
        } else {
            jittered
        };
        Wait::Backoff {
            until: now.saturating_add(wait),
        }
    }
}
