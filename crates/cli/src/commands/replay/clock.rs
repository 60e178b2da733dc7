//! A clock that shows the time of the invoice that is rung up.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use register::{Clock, ClockTime, SystemSource};

/// Shows the time that was set last, and the computer's until one was.
#[derive(Debug, Clone, Default)]
pub(super) struct FileClock(Arc<AtomicI64>);

impl FileClock {
    /// Shows this time from now on, in UTC.
    pub(super) fn set(&self, utc_ms: i64) {
        self.0.store(utc_ms, Ordering::SeqCst);
    }
}

impl Clock for FileClock {
    fn read(&self) -> ClockTime {
        match self.0.load(Ordering::SeqCst) {
            0 => SystemSource.read(),
            utc_ms => ClockTime {
                utc_ms,
                utc_offset_minutes: 0,
            },
        }
    }
}
