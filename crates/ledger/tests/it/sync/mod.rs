//! The ledger's state of the sync.

mod acknowledge;
mod epoch;
mod feed;
mod histories;
mod people;
pub(crate) mod server;
mod snapshot;
mod together;
mod unreadable_rows;
