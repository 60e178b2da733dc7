//! Wrong PINs slow down: five tries are free, then 30 seconds, doubling up to 15 minutes.

use serde::{Deserialize, Serialize};

/// Wrong tries before the first delay.
pub const FREE_TRIES: u32 = 5;
pub const FIRST_DELAY_MS: i64 = 30_000;
/// The longest delay.
pub const MAX_DELAY_MS: i64 = 900_000;

/// The wrong tries of one user since the last right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lockout {
    /// Wrong tries in a row.
    pub wrong_tries: u32,
    /// Tries are refused before this moment (UTC, ms); `None` while tries are free.
    pub locked_until_ms: Option<i64>,
}

impl Lockout {
    /// Until when tries are refused at `now_ms`, or `None` when a try is accepted.
    ///
    /// A clock set back must not lock a person out for longer than the delay itself: a lock further
    /// in the future than the longest delay is ignored.
    pub fn locked_until(&self, now_ms: i64) -> Option<i64> {
        self.locked_until_ms
            .filter(|until| *until > now_ms && until.saturating_sub(now_ms) <= MAX_DELAY_MS)
    }

    /// The state after a wrong try at `now_ms`.
    #[must_use]
    pub fn after_wrong_try(self, now_ms: i64) -> Self {
        let wrong_tries = self.wrong_tries.saturating_add(1);
        let locked_until_ms = (wrong_tries >= FREE_TRIES).then(|| {
            let doublings = wrong_tries.saturating_sub(FREE_TRIES).min(62);
            let factor = 1_i64.checked_shl(doublings).unwrap_or(i64::MAX);
            now_ms.saturating_add(FIRST_DELAY_MS.saturating_mul(factor).min(MAX_DELAY_MS))
        });
        Self {
            wrong_tries,
            locked_until_ms,
        }
    }
}
