//! The faults of exchanges, and the scripts that choose them.

use std::time::Duration;

use crate::random::SeededRandom;

/// The direction of bytes through the proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server: a request.
    Up,
    /// From the server to the client: a reply.
    Down,
}

/// What happens to one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disruption {
    /// The request reaches the server; its reply is swallowed and the connection reset.
    LoseReply,
    /// A number of bytes pass in one direction, then the connection is reset.
    Truncate {
        /// The direction in which the bytes are counted.
        way: Direction,
        /// How many pass.
        after: u64,
    },
    /// The first bytes in one direction are delayed.
    Delay {
        way: Direction,
        /// How long.
        by: Duration,
    },
    /// A number of bytes pass in one direction, then it is closed and the rest is swallowed. The
    /// other direction stays open.
    HalfClose {
        /// The direction that ends.
        way: Direction,
        /// How many bytes pass.
        after: u64,
    },
}

/// Which exchange gets which fault. It depends only on the number of the exchange, so a script
/// always breaks the same exchanges of a client that makes the same requests.
#[derive(Debug, Clone, Default)]
pub enum Script {
    /// None.
    #[default]
    Never,
    /// Each gets this one.
    Each(Disruption),
    /// The first gets the first and so on; those after the last get none.
    InOrder(Vec<Option<Disruption>>),
    /// Some get one of these.
    AtRandom {
        /// The same seed makes the same choices.
        seed: u64,
        /// One exchange in this many gets a fault.
        one_in: u64,
        /// The faults to choose from.
        among: Vec<Disruption>,
    },
}

impl Script {
    /// The fault of an exchange, counted from zero.
    pub fn fault(&self, exchange: u64) -> Option<Disruption> {
        match self {
            Self::Never => None,
            Self::Each(fault) => Some(*fault),
            Self::InOrder(faults) => {
                let index = usize::try_from(exchange).unwrap_or(usize::MAX);
                faults.get(index).copied().flatten()
            }
            Self::AtRandom {
                seed,
                one_in,
                among,
            } => {
                // Spread the numbers, so that those of one exchange are not those of the next,
                // shifted by one.
                let spread = exchange.wrapping_mul(0xD134_2543_DE82_EF95);
                let mut random = SeededRandom::new(seed ^ spread);
                let is_hit = random.below(*one_in) == 0;
                random.pick(among).copied().filter(|_| is_hit)
            }
        }
    }
}
