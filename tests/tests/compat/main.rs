//! Files and programs of earlier versions: this program opens what they wrote, and syncs with them.
//!
//! `tests/fixtures/README.md` says where the files come from.
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

mod earlier_database;
mod earlier_ledger;
mod earlier_programs;
mod fixture;
