//! The catalog: edits that meet, people, the feed, snapshots, hints and stock.

mod edits;
mod hints;
mod order;
mod people;
mod pull;
mod shop;
mod snapshot;
mod stand;
mod statements;
mod stock;
