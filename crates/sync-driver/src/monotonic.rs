//! A clock that cannot be set.

/// Milliseconds from an arbitrary start. The clock goes on while the computer sleeps, so that a
/// wake-up shows as a big step.
#[cfg(target_os = "linux")]
pub(crate) fn monotonic_ms() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    time.tv_sec
        .saturating_mul(1_000)
        .saturating_add(time.tv_nsec / 1_000_000)
}

/// Milliseconds since the first call.
#[cfg(not(target_os = "linux"))]
pub(crate) fn monotonic_ms() -> i64 {
    use std::sync::LazyLock;
    use std::time::Instant;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    i64::try_from(START.elapsed().as_millis()).unwrap_or(i64::MAX)
}
