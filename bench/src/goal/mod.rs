//! The goals, each measured by itself in a folder of its own.

mod commit;
mod flat;
mod memory;
mod push;
mod screen;
mod search;
mod snapshot;
mod stall;
pub(crate) mod start;
mod syncing;

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;

use crate::report::Report;
use crate::sizes::Sizes;

/// The goals.
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
    /// A push costs little more than its rows.
    G8,
    /// A day without a line is sent within a second.
    G9,
    /// A fresh register has the catalog soon.
    G10,
    /// A push that is stored already costs little.
    G11,
}

/// In the order in which they are measured. G11 is measured with G8.
pub(crate) const ALL: [Goal; 10] = [
    Goal::G1,
    Goal::G2,
    Goal::G3,
    Goal::G5,
    Goal::G6,
    Goal::G8,
    Goal::G9,
    Goal::G10,
    Goal::G4,
    Goal::G7,
];

impl Goal {
    /// Measures it.
    pub(crate) fn measure(self, folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
        match self {
            Self::G1 => commit::measure(folder, sizes, report),
            Self::G2 => flat::measure(folder, sizes, report),
            Self::G3 => {
                stall::measure(folder, sizes, report)?;
                syncing::measure(folder, sizes, report)
            }
            Self::G5 => search::measure(folder, sizes, report),
            Self::G6 => start::measure(folder, sizes, report),
            Self::G4 => screen::measure(folder, sizes, report),
            Self::G7 => memory::measure(folder, sizes, report),
            Self::G8 | Self::G11 => push::measure(folder, sizes, report),
            Self::G9 => push::a_day(folder, report),
            Self::G10 => snapshot::measure(folder, sizes, report),
        }
    }
}
