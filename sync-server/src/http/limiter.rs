//! So many tries a minute for each source, and no more.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The time in which tries are counted.
const MINUTE: Duration = Duration::from_mins(1);

/// The most sources that are told apart; past it, all share one count.
const SOURCES_MAX: usize = 10_000;

/// Counts tries by source.
#[derive(Debug)]
pub struct Limiter {
    per_minute: u32,
    tries: Mutex<HashMap<Option<IpAddr>, (u32, Instant)>>,
}

impl Limiter {
    /// So many tries a minute.
    pub fn new(per_minute: u32) -> Self {
        Self {
            per_minute,
            tries: Mutex::default(),
        }
    }

    /// Counts a try; where there were too many, the seconds to wait.
    pub fn count(&self, source: IpAddr) -> Result<(), u64> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.retain(|_, (_, since)| since.elapsed() < MINUTE);
        let full = tries.len() >= SOURCES_MAX && !tries.contains_key(&Some(source));
        let counted = if full { None } else { Some(source) };
        let (count, since) = tries.entry(counted).or_insert((0, Instant::now()));
        if *count >= self.per_minute {
            return Err(MINUTE.saturating_sub(since.elapsed()).as_secs().max(1));
        }
        *count += 1;
        Ok(())
    }
}
