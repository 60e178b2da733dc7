//! How long to wait after a failure of the printer.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// Doubles from one second to one minute.
#[derive(Debug, Default)]
pub(super) struct PrinterBackoff {
    last: Option<Duration>,
}

impl PrinterBackoff {
    /// The wait after one more failure.
    pub(super) fn next(&mut self) -> Duration {
        let wait = self
            .last
            .map_or(FIRST, |last| last.saturating_mul(2).min(LONGEST));
        self.last = Some(wait);
        wait
    }

    /// Starts over, because the printer works again.
    pub(super) fn reset(&mut self) {
        self.last = None;
    }
}
