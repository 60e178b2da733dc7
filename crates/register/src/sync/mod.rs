//! Register and server: becoming known to one, shipping the log, taking the catalog.
//!
//! Nothing here is waited for by a sale.

mod commands;
mod status;
