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
mod commit;
mod error;
mod export;
mod health;
pub mod import;
mod maintenance;
mod open;
mod project;
mod recent_command;
mod read;
mod register_state;
mod report;
mod sqlite;
mod sync;
mod table;
#[cfg(test)]
mod tests;
mod verify;

use read as query;
use read::catalog;
use register_state::{cart, users as user};
use sqlite::{checkpoint, connection, key, lock, migrate, value as sql_value};
use table::{entries as entry_row, identity};

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
pub use read::{ShiftClosing, ShiftRow, StoredTransaction, TransactionPage, TransactionRow};
pub use register_state::print_jobs::{NewPrintJob, PrintJob, PrintState, PrintSubject};
pub use sync::{
    Acknowledgement, AcknowledgementError, Enrolment, EpochOpened, EpochOpening, EpochRow,
    FeedApplied, FeedError, ProfileToSend, QuarantinedEntry, QuarantinedRow, SnapshotApplied,
    SnapshotOutcome, SnapshotStart, SyncRow, Waiting,
};
pub use user::{UserProfile, UserRow};
pub use verify::{EntryName, Verification, VerifyError, verify_export};
