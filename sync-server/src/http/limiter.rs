//! Limits how often a source may try in a minute.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock, Reference as _};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{NotUntil, Quota, RateLimiter};

/// The longest time that a source is remembered after its last try.
const MINUTE: Duration = Duration::from_mins(1);

/// The most sources that are counted separately. Above that, all of them share one count.
const SOURCES_MAX: usize = 100_000;

/// Counts tries by source: a burst at once, and as many again spread over each minute. A source
/// cannot get twice as many in a short time, as it could around the end of a fixed minute.
#[derive(Debug)]
pub(crate) struct Limiter<S: Eq + Hash + Clone, C: Clock = DefaultClock> {
    by_source: Counts<Option<S>, C>,
    clock: C,
    /// When idle sources were last forgotten.
    swept: Mutex<C::Instant>,
}

type Counts<S, C> = RateLimiter<S, DashMapStateStore<S>, C, NoOpMiddleware<<C as Clock>::Instant>>;

impl<S: Eq + Hash + Clone> Limiter<S> {
    /// Allows this many tries a minute.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self::with_clock(per_minute, DefaultClock::default())
    }
}

impl<S: Eq + Hash + Clone, C: Clock + Clone> Limiter<S, C> {
    fn with_clock(per_minute: u32, clock: C) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            by_source: RateLimiter::dashmap_with_clock(
                Quota::per_minute(per_minute),
                clock.clone(),
            ),
            swept: Mutex::new(clock.now()),
            clock,
        }
    }

    /// Counts a try. The error is the number of seconds to wait, after too many tries.
    pub(crate) fn count(&self, source: S) -> Result<(), u64> {
        let now = self.clock.now();
        self.sweep(now);
        let source = (self.by_source.len() < SOURCES_MAX).then_some(source);
        self.by_source
            .check_key(&source)
            .map_err(|until: NotUntil<_>| {
                let wait = until.wait_time_from(now);
                // Round up: a client that comes back within the last second would be refused again.
                wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
            })
    }

    /// Forgets, once a minute, the sources that have all their tries again.
    fn sweep(&self, now: C::Instant) {
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if Duration::from(now.duration_since(*swept)) >= MINUTE {
            *swept = now;
            drop(swept);
            self.by_source.retain_recent();
            self.by_source.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::{Limiter, MINUTE};

    #[test]
    fn a_source_that_tried_too_often_waits_for_its_next_try_and_others_do_not() {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::with_clock(2, clock.clone());
        assert_eq!(limiter.count('a'), Ok(()));
        assert_eq!(limiter.count('a'), Ok(()));
        assert_eq!(limiter.count('a'), Err(30));
        assert_eq!(limiter.count('b'), Ok(()));
        clock.advance(Duration::from_millis(29_500));
        assert_eq!(limiter.count('a'), Err(1));
        clock.advance(Duration::from_millis(500));
        assert_eq!(limiter.count('a'), Ok(()));
        assert_eq!(limiter.count('a'), Err(30));
    }

    #[test]
    fn around_the_end_of_a_minute_a_source_has_no_more_tries_than_else() {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::with_clock(10, clock.clone());
        clock.advance(MINUTE.saturating_sub(Duration::from_secs(1)));
        let granted = |limiter: &Limiter<char, FakeRelativeClock>| {
            (0..20).filter(|_| limiter.count('a').is_ok()).count()
        };
        assert_eq!(granted(&limiter), 10);
        clock.advance(Duration::from_secs(2));
        assert_eq!(granted(&limiter), 0);
    }

    #[test]
    fn sources_that_try_no_more_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::with_clock(60, clock.clone());
        for source in 0..1_000 {
            assert_eq!(limiter.count(source), Ok(()));
        }
        clock.advance(MINUTE);
        assert_eq!(limiter.count(0), Ok(()));
        assert_eq!(limiter.by_source.len(), 1);
    }
}
