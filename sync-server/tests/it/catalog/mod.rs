//! The catalog: edits that meet, people, the feed, snapshots, hints and stock.

mod edits;
mod hints;
mod order;
mod people;
mod pull;
pub(crate) mod shop;
mod snapshot;
pub(crate) mod stand;
mod statements;
mod stock;
