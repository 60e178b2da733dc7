//! The moment by which all steps of one delivery must be done.

use std::io;
use std::time::{Duration, Instant};

/// When a delivery is given up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn after(limit: Duration) -> Self {
        // A limit beyond the range of the clock is treated as an hour.
        let now = Instant::now();
        let hour = Duration::from_hours(1);
        Self(now.checked_add(limit).unwrap_or_else(|| now + hour))
    }

    /// The time left, never zero (which sockets refuse as "for ever"); an error once it has passed.
    pub(super) fn remaining(self) -> io::Result<Duration> {
        let left = self.0.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(left)
    }
}
