//! Clock and ids: the only file that asks the system for them.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Local, Offset as _, TimeZone as _};
use uuid::Uuid;

/// A clock.
pub trait Clock: Send + Sync {
    /// The moment, and how local time differs from UTC.
    fn read(&self) -> ClockTime;
}

/// The time of a clock. No clock is trusted: order comes from the ledger's numbers (Promise 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockTime {
    /// Milliseconds since 1970 in UTC.
    pub utc_ms: i64,
    /// Local time less UTC, in minutes.
    pub utc_offset_minutes: i16,
}

/// A source of ids.
pub trait Ids: Send + Sync {
    /// A unique id. Ids sort by the time they were made.
    fn next_id(&self) -> Uuid;
}

/// The computer's clock and `UUIDv7`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemSource;

impl Clock for SystemSource {
    fn read(&self) -> ClockTime {
        let utc_ms = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|elapsed| i64::try_from(elapsed.as_millis()).ok())
            .unwrap_or(0);
        ClockTime {
            utc_ms,
            utc_offset_minutes: local_offset_minutes(utc_ms),
        }
    }
}

impl Ids for SystemSource {
    fn next_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

fn local_offset_minutes(utc_ms: i64) -> i16 {
    let seconds = Local
        .timestamp_millis_opt(utc_ms)
        .earliest()
        .map_or(0, |local| local.offset().fix().local_minus_utc());
    i16::try_from(seconds / 60).unwrap_or(0)
}
