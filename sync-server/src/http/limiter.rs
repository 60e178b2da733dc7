//! Limits how often a source may try in a minute.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The time in which tries are counted.
const MINUTE: Duration = Duration::from_mins(1);

/// The most sources that are counted apart. All others share one count.
const SOURCES_MAX: usize = 100_000;

/// Counts tries by source.
#[derive(Debug)]
pub(crate) struct Limiter<S> {
    per_minute: u32,
    tries: Mutex<Tries<S>>,
}

/// The tries of sources, and when old ones were forgotten last.
#[derive(Debug)]
struct Tries<S> {
    counts: HashMap<Option<S>, (u32, Instant)>,
    swept: Instant,
}

impl<S: Eq + Hash> Limiter<S> {
    /// Allows so many tries a minute.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute,
            tries: Mutex::new(Tries {
                counts: HashMap::new(),
                swept: Instant::now(),
            }),
        }
    }

    /// Counts a try. The error is the number of seconds to wait, after too many tries.
    pub(crate) fn count(&self, source: S) -> Result<(), u64> {
        self.count_at(source, Instant::now())
    }

    fn count_at(&self, source: S, now: Instant) -> Result<(), u64> {
        let age = |since: Instant| now.saturating_duration_since(since);
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if age(tries.swept) >= MINUTE {
            tries.counts.retain(|_, (_, since)| age(*since) < MINUTE);
            tries.swept = now;
        }
        let source = Some(source);
        let is_full = tries.counts.len() >= SOURCES_MAX && !tries.counts.contains_key(&source);
        let counted = if is_full { None } else { source };
        let (count, since) = tries.counts.entry(counted).or_insert((0, now));
        if age(*since) >= MINUTE {
            (*count, *since) = (0, now);
        }
        if *count >= self.per_minute {
            return Err(MINUTE.saturating_sub(age(*since)).as_secs().max(1));
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::{Limiter, MINUTE};

    #[test]
    fn a_source_that_tried_too_often_waits_for_the_next_minute_and_others_do_not() {
        let limiter = Limiter::new(2);
        let now = Instant::now();
        assert_eq!(limiter.count_at('a', now), Ok(()));
        assert_eq!(limiter.count_at('a', now), Ok(()));
        assert_eq!(limiter.count_at('a', now), Err(60));
        assert_eq!(limiter.count_at('b', now), Ok(()));
        assert_eq!(limiter.count_at('a', now + MINUTE), Ok(()));
    }
}
