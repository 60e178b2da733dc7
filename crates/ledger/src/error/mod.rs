//! Errors of the ledger, named so that a message can say what to do.

mod acknowledgement;
mod feed;

use std::io;
use std::path::PathBuf;

use domain::entry::EntryKind;
use rusqlite::ffi;
use uuid::Uuid;

pub use acknowledgement::AcknowledgementError;
pub use feed::FeedError;

/// Every failure of the ledger. Variants name the broken rule, never the statement that broke it.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no ledger at this path; [`crate::Ledger::create`] makes one.
    #[error("there is no ledger at {}", path.display())]
    Missing {
        /// Where the ledger was looked for.
        path: PathBuf,
    },
    /// A ledger already exists, and creating one never overwrites.
    #[error("{} already exists", path.display())]
    AlreadyExists {
        /// The file that is in the way.
        path: PathBuf,
    },
    /// The file does not open with this key: another ledger's key, or not a ledger at all.
    #[error(
        "the ledger does not open with this key: use the key it was set up with, \
         or a backup made under this one"
    )]
    WrongKey,
    /// The file was written by a newer version of the program.
    #[error(
        "the ledger is of schema {found}, this program knows up to {known}: install the newer program"
    )]
    NewerVersion {
        /// Schema version of the file.
        found: i64,
        /// Newest schema version this program knows.
        known: i64,
    },
    /// Another process has the ledger open.
    #[error(
        "another program holds the ledger (lock file {}): close it first",
        path.display()
    )]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// A page cannot be read back unchanged.
    #[error("the ledger's file is damaged: keep it, and go on from the last backup")]
    Corrupted {
        /// The error of `SQLite`.
        #[source]
        source: rusqlite::Error,
    },
    /// The disk is full. No part of the refused change was written.
    #[error("the disk is full: make room, then try again")]
    DiskFull,
    /// The file or its folder does not accept writes; no change was written.
    #[error("the ledger is read-only: allow writing to its folder and its disk, then try again")]
    ReadOnly,
    /// The linked `SQLite` is older than 3.51.3, which loses commits (WAL-reset bug).
    #[error("SQLite {found} is too old: at least 3051003 is needed")]
    EngineTooOld {
        /// `sqlite3_libversion_number()`.
        found: i32,
    },
    /// The linked `SQLite` does not encrypt.
    #[error("the linked SQLite has no cipher")]
    EngineWithoutCipher,
    /// An entry with this id is already in the log.
    #[error("entry {entry_id} is already in the ledger")]
    DuplicateEntry {
        /// The repeated id.
        entry_id: Uuid,
    },
    /// The head in the file is not the one this process wrote: another program wrote to it.
    #[error("the head of the ledger moved behind this process")]
    HeadMoved,
    /// The first entry of an epoch must open the register, and other entries must not.
    #[error("entry {seq} must not open an epoch, or must be the one that does")]
    EpochOpening {
        /// Number of the entry.
        seq: u64,
    },
    /// The body of an entry cannot be appended: this program does not know its kind.
    #[error("an entry of kind {kind} cannot be written by this version")]
    UnknownKind {
        /// The kind as it was given.
        kind: EntryKind,
    },
    /// A body does not match its kind, or breaks a rule of its kind.
    #[error("the body of an entry is refused")]
    Body(#[source] domain::entry::BodyError),
    /// An entry cannot be sealed.
    #[error("the entry cannot be sealed")]
    Seal(#[source] domain::entry::SealError),
    /// A transaction does not add up (Promise 6).
    #[error("the transaction does not add up")]
    Transaction(#[source] domain::transaction::TransactionError),
    /// A change of a product breaks a rule of the catalog.
    #[error("the product is refused")]
    Product(#[source] domain::catalog::CatalogError),
    /// A sum of a shift cannot be kept.
    #[error("the shift does not add up")]
    Shift(#[source] domain::shift::ShiftError),
    /// The change refers to something that does not exist.
    #[error("{what} {id} is not in the ledger")]
    NotFound {
        /// Kind of thing.
        what: Subject,
        id: Uuid,
    },
    /// The names are not the ones that the log commits to.
    #[error("the names of user {user_id} are not the ones in the log")]
    ProfileNotCommitted {
        /// The person.
        user_id: Uuid,
    },
    /// A shift is already open.
    #[error("shift {shift_id} is still open")]
    ShiftStillOpen {
        /// The open shift.
        shift_id: Uuid,
    },
    /// The change belongs to a shift that is not open.
    #[error("shift {shift_id} is not open")]
    ShiftNotOpen {
        /// The shift that was named.
        shift_id: Uuid,
    },
    /// The receipt number is not the next one (Promise 8).
    #[error("receipt {given} is not the next one, {expected}")]
    ReceiptOutOfOrder {
        /// Number in the transaction.
        given: u64,
        /// The next number, which is the only one without a gap.
        expected: u64,
    },
    /// The cart was changed since the caller saw it.
    #[error("the cart is at revision {current}, not {expected}")]
    CartChanged {
        /// Revision the caller saw.
        expected: i64,
        /// Revision in the ledger.
        current: i64,
    },
    /// The print job cannot change from its current state to this one.
    #[error("print job {job_id} cannot change to that state")]
    PrintJobState { job_id: i64 },
    /// A new epoch continues a head that is not in this ledger.
    #[error("the ledger has no such head at seq {seq}")]
    EpochContinuesOther {
        /// The head's seq.
        seq: u64,
    },
    /// The register belongs to another server.
    #[error("the register is enrolled at {server_url}")]
    EnrolledElsewhere { server_url: String },
    /// An acknowledgement is rejected (Promise 4).
    #[error("the server's acknowledgement is not believed")]
    Acknowledgement(#[source] AcknowledgementError),
    /// A page or a snapshot of the feed cannot be applied.
    #[error("the feed cannot be applied")]
    Feed(#[source] FeedError),
    /// A stored value is outside what this program can read.
    #[error("a stored {column} is not readable")]
    Unreadable {
        /// Column whose value cannot be read.
        column: &'static str,
    },
    /// A document kept as JSON cannot be written or read.
    #[error("a stored document does not decode")]
    Document(#[from] serde_json::Error),
    /// Reading or writing a file beside the ledger failed.
    #[error("{} cannot be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },
    /// An entry cannot be written as a line of an export.
    #[error("an entry cannot be exported")]
    Export(#[source] domain::entry::ExportError),
    /// Writing an export failed.
    #[error("the export cannot be written")]
    Output(#[source] io::Error),
    /// A copy differed from the ledger and was removed.
    #[error("the copy at {} differs from the ledger", path.display())]
    CopyDiffers {
        /// Where the copy was.
        path: PathBuf,
    },
    /// The database is busy longer than this program can keep it busy: another program holds it.
    #[error("the ledger is busy")]
    Busy,
    /// Any other error of `SQLite`: a defect of this program.
    #[error("SQLite refused a statement")]
    Sqlite(#[source] rusqlite::Error),
}

/// The kind of thing that a [`LedgerError::NotFound`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// A product of the catalog.
    Product,
    /// A person who may unlock the register.
    User,
    Shift,
    /// A sale or a refund.
    Transaction,
}

impl std::fmt::Display for Subject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Product => "product",
            Self::User => "user",
            Self::Shift => "shift",
            Self::Transaction => "transaction",
        })
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(source: rusqlite::Error) -> Self {
        let Some(code) = source.sqlite_error() else {
            return Self::Sqlite(source);
        };
        // A full disk also shows while the shared-memory index grows.
        if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE {
            return Self::DiskFull;
        }
        // `SQLCipher` answers a page whose seal is broken with the bare SQLITE_ERROR. A wrong
        // statement would have its own message.
        if code.extended_code == ffi::SQLITE_ERROR && is_bare(&source) {
            return Self::Corrupted { source };
        }
        let is = |kinds: &[ffi::ErrorCode]| kinds.contains(&code.code);
        if is(&[ffi::ErrorCode::DiskFull]) {
            Self::DiskFull
        } else if is(&[ffi::ErrorCode::ReadOnly]) {
            Self::ReadOnly
        // The key was checked at open: "not a database" is a page whose seal is broken.
        } else if is(&[
            ffi::ErrorCode::DatabaseCorrupt,
            ffi::ErrorCode::NotADatabase,
        ]) {
            Self::Corrupted { source }
        } else if is(&[ffi::ErrorCode::DatabaseBusy, ffi::ErrorCode::DatabaseLocked]) {
            Self::Busy
        } else {
            Self::Sqlite(source)
        }
    }
}

/// Whether the engine gave no specific reason.
fn is_bare(error: &rusqlite::Error) -> bool {
    if let rusqlite::Error::SqliteFailure(_, message) = error {
        message
            .as_deref()
            .is_none_or(|message| message == "SQL logic error")
    } else {
        false
    }
}
