//! The ledger against real files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on should stop, and a skipped one says so"
)]

mod backup;
mod cart;
mod catalog;
mod commit;
mod faults;
mod history;
mod import;
mod large_sums;
mod maintenance;
mod migration;
mod newest_time;
mod open;
mod pages;
mod print_job;
mod shop;
mod small_disk;
mod stored_totals;
mod sync;
mod user;
mod verify;
