//! Chance, passed in: jitter must differ between registers, and must be repeatable in a simulation.

/// A source of random numbers. Any `FnMut() -> u64` is one.
pub trait Chance {
    /// The next number, even over all of `u64`.
    fn next_u64(&mut self) -> u64;
}

impl<F: FnMut() -> u64> Chance for F {
    fn next_u64(&mut self) -> u64 {
        self()
    }
}

/// A number in `0..=most`; the bias of the remainder does not matter for waiting.
pub(super) fn up_to(chance: &mut dyn Chance, most: i64) -> i64 {
    let most = most.max(0).unsigned_abs();
    i64::try_from(chance.next_u64() % (most + 1)).unwrap_or(0)
}

/// A number in `least..=most`.
pub(super) fn between(chance: &mut dyn Chance, least: i64, most: i64) -> i64 {
    least + up_to(chance, most - least)
}
