//! A date and minute as people read it, on paper and on the screen.

use chrono::{DateTime, Duration};

use crate::currency::Locale;

/// Local date and minute: `22/11/2026 17:47` in Indonesian, `2026-11-22 17:47` in English.
///
/// `at_ms` is UTC, `offset_minutes` local time minus UTC. `None` when the calendar has no such
/// moment.
pub fn moment_text(at_ms: i64, offset_minutes: i16, locale: Locale) -> Option<String> {
    let local = DateTime::from_timestamp_millis(at_ms)?
        .checked_add_signed(Duration::minutes(i64::from(offset_minutes)))?;
    let form = match locale {
        Locale::Id => "%d/%m/%Y %H:%M",
        Locale::En => "%Y-%m-%d %H:%M",
    };
    Some(local.format(form).to_string())
}
