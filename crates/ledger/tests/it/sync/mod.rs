//! What the ledger keeps for the server.

mod acknowledge;
mod epoch;
mod feed;
mod histories;
mod people;
pub(crate) mod server;
mod snapshot;
mod together;
mod unreadable_rows;
