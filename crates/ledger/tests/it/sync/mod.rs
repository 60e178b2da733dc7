//! What the ledger keeps for the server.

mod acknowledge;
mod epoch;
mod feed;
mod server;
mod snapshot;
