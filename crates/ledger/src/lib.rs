//! The only crate that knows `SQLite`: append and project in one database transaction.
//!
//! A [`Ledger`] is a register's log of signed entries and the tables folded from it, in one
//! encrypted file. [`Ledger::commit`] is the one way to change it: when it returns, either
//! everything that a use case writes is on disk or none of it.
//!
//! The modules are layers, and each uses only those below it:
//!
//! - `open` puts everything together.
//! - `read`, `report`, `register_state`, `import`, `sync`, `verify`, `backup`, `export` and
//!   `health` add methods to [`Ledger`] and [`Commit`].
//! - `ledger` is the handle; `maintenance` its thread; `store` what the threads share.
//! - `commit` appends entries; `project` folds them; `authority` determines where the catalog comes
//!   from.
//! - `table` holds the rows and the SQL, one file a table.
//! - `sqlite` is the engine. It does not know any table.
//!
//! Architecture Invariant: this crate does not decide rules of the shop, and no other crate writes
//! SQL. Tables of the hot path are folded in the commit, all others by the maintenance thread,
//! because a cashier waits for every page that a commit touches.

#![deny(clippy::wildcard_enum_match_arm)]

mod authority;
mod backup;
mod commit;
mod error;
mod export;
mod health;
pub mod import;
mod ledger;
mod maintenance;
mod open;
mod project;
mod read;
mod register_state;
mod report;
mod sqlite;
mod store;
mod sync;
mod table;
#[cfg(test)]
mod tests;
mod verify;

pub use backup::{BackupReport, Overwrite};
pub use commit::{AppendedEntry, Commit, CommitListenerId, Now};
pub use error::{AcknowledgementError, FeedError, LedgerError, Subject};
pub use health::{Health, engine_version, newest_schema};
pub use ledger::Ledger;
pub use open::OpenOptions;
pub use read::{ListedTransactions, ProductFilter, StoredTransaction};
pub use sqlite::attachment::{attachment_file, read_attachment};
pub use sqlite::key::LedgerKey;
pub use sync::{
    Acknowledgement, EpochOpened, EpochOpening, EpochRow, FeedApplied, PendingEntries,
    PendingProfile, QuarantinedEntry, SnapshotApplied, SnapshotOutcome, SnapshotStart, SyncRow,
};
pub use table::carts::{CartRow, CartState};
pub use table::entries::StoredEntry;
pub use table::identity::Identity;
pub use table::print_jobs::{NewPrintJob, PrintJob, PrintState, PrintSubject};
pub use table::products::find::CatalogHit;
pub use table::quarantined::QuarantinedRow;
pub use table::shifts::{ShiftClosing, ShiftRow};
pub use table::sync_state::Enrolment;
pub use table::transactions::{LastReceipt, ListedTransaction};
pub use table::user_profiles::UserProfile;
pub use table::users::UserRow;
pub use verify::{EntryName, Verification, VerifyError, verify_export};
