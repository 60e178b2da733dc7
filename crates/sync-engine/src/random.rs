//! Random numbers come from the caller: they must differ between registers, and a simulation must
//! be able to repeat them.

/// A source of random numbers. Any `FnMut() -> u64` is one.
pub trait RandomSource {
    /// The next number, uniform over all of `u64`.
    fn next_u64(&mut self) -> u64;
}

impl<F: FnMut() -> u64> RandomSource for F {
    fn next_u64(&mut self) -> u64 {
        self()
    }
}

/// A number in `0..=most`. The bias of the remainder does not matter for a wait.
pub(super) fn up_to(random: &mut dyn RandomSource, most: i64) -> i64 {
    let most = most.max(0).unsigned_abs();
    i64::try_from(random.next_u64() % (most + 1)).unwrap_or(0)
}

/// A number in `least..=most`.
pub(super) fn between(random: &mut dyn RandomSource, least: i64, most: i64) -> i64 {
    least + up_to(random, most - least)
}
