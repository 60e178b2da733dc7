//! Times and their statistics, in whole nanoseconds and whole thousandths.

use std::time::Duration;

/// Times of one kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Samples {
    nanos: Vec<u64>,
}

impl Samples {
    /// Adds a time.
    pub(crate) fn push(&mut self, time: Duration) {
        self.nanos
            .push(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    }

    /// Adds all times of another.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.nanos.extend_from_slice(&other.nanos);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.nanos.len()
    }

    /// The percentile of the times (nearest rank), in nanoseconds.
    pub(crate) fn percentile(&self, percent: usize) -> u64 {
        let mut sorted = self.nanos.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100);
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// The median: half of them take this long or less.
    pub(crate) fn p50(&self) -> u64 {
        self.percentile(50)
    }

    /// One of a hundred takes longer.
    pub(crate) fn p99(&self) -> u64 {
        self.percentile(99)
    }
}

/// `part` to `whole`, in thousandths.
pub(crate) fn ratio(part: u64, whole: u64) -> u64 {
    part.saturating_mul(1000)
        .checked_div(whole)
        .unwrap_or(u64::MAX)
}

/// The median of the values.
pub(crate) fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_rank_is_a_measured_time() {
        let mut samples = Samples::default();
        (1..=200).for_each(|nanos| samples.push(Duration::from_nanos(nanos)));
        assert_eq!((samples.p50(), samples.p99()), (100, 198));
        assert_eq!(samples.percentile(100), 200);
        assert_eq!(Samples::default().p99(), 0);
    }

    #[test]
    fn one_wild_round_does_not_move_the_median() {
        assert_eq!(median(vec![1_100, 9_000, 1_200]), 1_200);
        assert_eq!(ratio(3, 2), 1_500);
    }
}
