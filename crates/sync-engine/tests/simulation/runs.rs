//! Runs many histories, on every core.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::check::Violation;
use crate::sabotage::Sabotage;
use crate::world::World;

/// A number from the environment.
pub(crate) fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// One history, and what happened in it.
pub(crate) fn replay(seed: u64, sabotage: Sabotage) -> (Result<(), Violation>, Vec<String>) {
    let mut world = World::new(seed, sabotage, true);
    let told = world.run();
    world.note(|| format!("the end: {told:?}"));
    (told, world.trace.unwrap_or_default())
}

/// The first `most` seeds whose histories break a promise, in order.
pub(crate) fn failures(
    first: u64,
    histories: u64,
    sabotage: Sabotage,
    most: usize,
) -> Vec<(u64, Violation)> {
    let next = AtomicU64::new(first);
    let broken = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + histories || broken.lock().unwrap().len() >= most {
                        break;
                    }
                    if let Err(violation) = World::new(seed, sabotage, false).run() {
                        broken.lock().unwrap().push((seed, violation));
                    }
                }
            });
        }
    });
    let mut broken = broken.into_inner().unwrap();
    broken.sort_by_key(|(seed, _)| *seed);
    broken
}
