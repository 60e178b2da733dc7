//! The catalog: concurrent edits, people, the feed, snapshots, hints and stock.

mod edits;
pub(crate) mod feed_requests;
mod hints;
mod order;
mod people;
mod pull;
pub(crate) mod shop;
mod snapshot;
mod statements;
mod stock;
mod unreadable;
