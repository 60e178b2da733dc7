//! What the ledger keeps for the server.

mod acknowledge;
mod feed;
mod server;
mod snapshot;
