//! Clock and ids: the only file that asks the system for them.

use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Local, Offset as _, TimeZone as _};
use uuid::{ContextV7, Timestamp, Uuid};

/// Orders the ids of one millisecond.
static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// Tells the time; a test sets its own.
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
        id_at(SystemTime::now())
    }
}

/// A new id. `Uuid::now_v7` panics while the clock stands before 1970; here such a time counts as
/// the beginning of it.
fn id_at(now: SystemTime) -> Uuid {
    let since_1970 = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let order = ORDER.lock().unwrap_or_else(PoisonError::into_inner);
    Uuid::new_v7(Timestamp::from_unix(
        &*order,
        since_1970.as_secs(),
        since_1970.subsec_nanos(),
    ))
}

fn local_offset_minutes(utc_ms: i64) -> i16 {
    let seconds = Local
        .timestamp_millis_opt(utc_ms)
        .earliest()
        .map_or(0, |local| local.offset().fix().local_minus_utc());
    i16::try_from(seconds / 60).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    #[test]
    fn ids_are_unique_before_1970_too() {
        let clocks = [0, 1, 86_400, 2_000_000_000].map(Duration::from_secs);
        let times = clocks.map(|away| UNIX_EPOCH.checked_sub(away).unwrap_or(UNIX_EPOCH));
        let ids: BTreeSet<Uuid> = times
            .iter()
            .flat_map(|time| (0..1000).map(|_| id_at(*time)))
            .collect();
        assert_eq!(ids.len(), 4000);
    }
}
