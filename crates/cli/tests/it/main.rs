//! The real program, run as a person or a script runs it.
#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod catalog;
mod foreign_files;
mod full_disk;
mod ledger;
mod limits;
mod recovery;
mod replay;
mod sell;
mod setup;
mod shift;
mod shop;
mod support_file;
mod sync;
mod usage;
