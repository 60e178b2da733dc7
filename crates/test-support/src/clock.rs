//! A clock that only moves when a test sets it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use register::{Clock, ClockTime};

/// 22 November 2026, 10:00 in Jakarta.
const START_MS: i64 = 1_795_316_400_000;
/// Jakarta is seven hours ahead of UTC.
const JAKARTA_MINUTES: i16 = 420;

/// A clock under the control of a test. Its copies show the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(START_MS)))
    }
}

impl TestClock {
    /// Moves the clock forward, or back by a negative number.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn read(&self) -> ClockTime {
        ClockTime {
            utc_ms: self.0.load(Ordering::SeqCst),
            utc_offset_minutes: JAKARTA_MINUTES,
        }
    }
}
