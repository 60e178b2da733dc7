//! The catalog: edits that meet, the feed, snapshots, hints and stock.

mod snapshot;
mod stand;
