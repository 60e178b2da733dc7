//! The only crate that knows `SQLite`: append and project in one database transaction.
//!
//! A [`Ledger`] is a register's log of signed entries and the tables folded from it, in one
//! encrypted file. [`Ledger::commit`] is the one way to change it: everything that a use case
//! writes is on disk when it returns, or nothing is.
//!
//! Architecture Invariant: no rule of the shop is decided here, and no other crate writes SQL.
//! Tables of the hot path are folded in the commit; all others by the maintenance thread, because
//! a cashier waits for every page that a commit touches.

mod backup;
mod cart;
mod catalog;
mod checkpoint;
mod commit;
mod connection;
mod entry_row;
mod error;
mod export;
#[cfg(test)]
mod full;
mod health;
mod identity;
pub mod import;
mod key;
mod lock;
mod maintenance;
mod migrate;
mod open;
#[cfg(test)]
mod plans;
mod preference;
mod print_job;
mod project;
mod query;
mod recent_command;
mod sql_value;
mod sync;
mod user;
mod verify;

pub use backup::{BackupReport, Overwrite};
pub use cart::{CartRow, CartState};
pub use catalog::{CatalogHit, ProductFilter};
pub use commit::{AppendedEntry, Commit, Now};
pub use entry_row::StoredEntry;
pub use error::{LedgerError, Subject};
pub use health::Health;
pub use identity::Identity;
pub use key::LedgerKey;
pub use open::{Ledger, OpenOptions};
pub use print_job::{NewPrintJob, PrintJob, PrintState, PrintSubject};
pub use query::{ShiftClosing, ShiftRow, StoredTransaction, TransactionPage, TransactionRow};
pub use sync::{
    Acknowledgement, AcknowledgementError, Enrolment, EpochOpened, EpochOpening, EpochRow,
    FeedApplied, FeedError, ProfileToSend, QuarantinedEntry, QuarantinedRow, SnapshotApplied,
    SnapshotOutcome, SnapshotStart, SyncRow, Waiting,
};
pub use user::{UserProfile, UserRow};
pub use verify::{EntryName, Verification, VerifyError, verify_export};
