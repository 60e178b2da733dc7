//! The business day.

use domain::business_day::{BusinessDayError, business_day};

use crate::shop::{JAKARTA_MINUTES, MOMENT_MS};

fn day(recorded_at_ms: i64, cutoff_minutes: u16) -> String {
    business_day(recorded_at_ms, JAKARTA_MINUTES, cutoff_minutes)
        .unwrap()
        .to_string()
}

#[test]
fn a_sale_after_midnight_belongs_to_the_evening_until_the_cut_off() {
    // 16:59 in Jakarta; eight hours later it is 00:59.
    let night = MOMENT_MS + 8 * 3_600_000;
    assert_eq!(day(MOMENT_MS, 180), "2026-11-22");
    assert_eq!(day(night, 0), "2026-11-23");
    assert_eq!(day(night, 180), "2026-11-22");
    assert_eq!(day(night + 2 * 3_600_000, 180), "2026-11-22");
    assert_eq!(day(night + 2 * 3_600_000 + 60_000, 180), "2026-11-23");
}

#[test]
fn the_day_is_the_local_one() {
    let before_midnight_utc = 1_795_391_999_000;
    assert_eq!(
        business_day(before_midnight_utc, 0, 0).unwrap().to_string(),
        "2026-11-22"
    );
    assert_eq!(
        business_day(before_midnight_utc, 420, 0)
            .unwrap()
            .to_string(),
        "2026-11-23"
    );
    assert_eq!(
        business_day(before_midnight_utc, -600, 0)
            .unwrap()
            .to_string(),
        "2026-11-22"
    );
}

#[test]
fn absurd_moments_and_cut_offs_are_refused() {
    let error = BusinessDayError::CutoffTooLate {
        cutoff_minutes: 721,
    };
    assert_eq!(business_day(0, 0, 721), Err(error));
    for recorded_at_ms in [i64::MAX, i64::MIN] {
        let error = BusinessDayError::MomentOutOfRange { recorded_at_ms };
        assert_eq!(business_day(recorded_at_ms, 0, 0), Err(error));
    }
}
