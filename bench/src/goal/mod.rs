//! The goals, each measured separately in its own folder.

mod commit;
mod flat;
mod import;
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

use crate::goal_number::Goal;
use crate::report::Report;
use crate::sizes::Sizes;

/// In the order in which they are measured. G11 is measured with G8.
pub(crate) const ALL: [Goal; 11] = [
    Goal::G1,
    Goal::G2,
    Goal::G3,
    Goal::G5,
    Goal::G6,
    Goal::G8,
    Goal::G9,
    Goal::G10,
    Goal::G13,
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
            Self::G13 => import::measure(folder, sizes, report),
        }
    }
}
