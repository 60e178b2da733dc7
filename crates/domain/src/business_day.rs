//! The business day: sales after midnight and before the cut-off hour belong to the evening.

use chrono::{DateTime, Duration, NaiveDate};

/// The latest cut-off: noon. A later one would put a morning into the day before.
pub const MAX_CUTOFF_MINUTES: u16 = 720;

/// The business day of a moment.
///
/// `recorded_at_ms` is UTC, `utc_offset_minutes` the local time minus UTC, `cutoff_minutes` the
/// minutes after local midnight at which a business day begins.
pub fn business_day(
    recorded_at_ms: i64,
    utc_offset_minutes: i16,
    cutoff_minutes: u16,
) -> Result<NaiveDate, BusinessDayError> {
    if cutoff_minutes > MAX_CUTOFF_MINUTES {
        return Err(BusinessDayError::CutoffTooLate { cutoff_minutes });
    }
    let shift_minutes = i64::from(utc_offset_minutes).saturating_sub(i64::from(cutoff_minutes));
    DateTime::from_timestamp_millis(recorded_at_ms)
        .and_then(|moment| moment.checked_add_signed(Duration::minutes(shift_minutes)))
        .map(|moment| moment.date_naive())
        .ok_or(BusinessDayError::MomentOutOfRange { recorded_at_ms })
}

/// Why a moment has no business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BusinessDayError {
    /// The cut-off is after noon.
    #[error("a cut-off of {cutoff_minutes} minutes is after noon ({MAX_CUTOFF_MINUTES})")]
    CutoffTooLate {
        /// Minutes after midnight.
        cutoff_minutes: u16,
    },
    /// The moment is not a date of the calendar.
    #[error("{recorded_at_ms} ms is no date of the calendar")]
    MomentOutOfRange {
        /// Milliseconds since 1970-01-01 UTC.
        recorded_at_ms: i64,
    },
}
