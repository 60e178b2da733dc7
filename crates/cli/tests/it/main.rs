//! The real program, run as a person or a script runs it.
#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod catalog;
mod ledger;
mod replay;
mod sell;
mod setup;
mod shift;
mod shop;
mod sync;
mod usage;
