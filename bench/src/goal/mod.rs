//! The goals, each measured by itself in a folder of its own.

mod commit;
mod flat;
mod memory;
mod screen;
mod search;
mod stall;
pub(crate) mod start;

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;

use crate::report::Report;
use crate::sizes::Sizes;

/// The goals that need no server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Goal {
    /// A commit costs little more than its rows.
    G1,
    /// A commit costs the same after a million sales.
    G2,
    /// No sale waits for upkeep.
    G3,
    /// A scan is on the screen within a frame.
    G4,
    /// A search keeps up with typing.
    G5,
    /// A start does not grow with the shop.
    G6,
    /// Memory stays small.
    G7,
}

/// In the order in which they are measured.
pub(crate) const ALL: [Goal; 7] = [
    Goal::G1,
    Goal::G2,
    Goal::G3,
    Goal::G5,
    Goal::G6,
    Goal::G4,
    Goal::G7,
];

impl Goal {
    /// Measures it.
    pub(crate) fn measure(self, folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
        match self {
            Self::G1 => commit::measure(folder, sizes, report),
            Self::G2 => flat::measure(folder, sizes, report),
            Self::G3 => stall::measure(folder, sizes, report),
            Self::G5 => search::measure(folder, sizes, report),
            Self::G6 => start::measure(folder, sizes, report),
            Self::G4 => screen::measure(folder, sizes, report),
            Self::G7 => memory::measure(folder, sizes, report),
        }
    }
}
