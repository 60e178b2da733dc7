//! The goals by their numbers, as the command line and the report name them.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Goal {
    /// A commit costs little more than its rows.
    G1,
    /// A commit costs the same after a million sales.
    G2,
    /// A sale never waits for upkeep.
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
    /// A day of offline sales is sent within a second.
    G9,
    /// A new register has the catalog soon.
    G10,
    /// A push that is stored already costs little.
    G11,
    /// A catalog file is imported soon.
    G13,
}
