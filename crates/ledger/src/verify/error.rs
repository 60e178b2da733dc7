//! What a verification finds.

use domain::entry::{Entry, EntryKind, ExportError, Hash, Head};
use domain::invariant::Violation;
use uuid::Uuid;

use crate::error::LedgerError;

/// What a verification found.
#[derive(Debug)]
pub struct Verification {
    /// Entries that are sound, counted from the first.
    pub entries: u64,
    /// The last sound entry.
    pub head: Option<Head>,
    /// The first problem; `None` if the ledger is sound.
    pub error: Option<Box<VerifyError>>,
}

/// The first problem that a verification finds.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// An entry breaks a promise: the chain, its signature, its sums or its numbers.
    #[error("entry {entry} at {position}: {violation}")]
    Entry {
        /// Position in the ledger, or line of the export.
        position: i64,
        entry: EntryName,
        /// Which promise, and how.
        violation: Box<Violation>,
    },
    /// The export has no entries, but each log has at least the one that opened the register.
    #[error("there is no entry")]
    Empty,
    /// An entry is missing in the ledger.
    #[error("position {position} is missing from the ledger")]
    PositionMissing {
        /// The first missing position.
        position: i64,
    },
    /// The last epoch is signed by another key than the one that was given.
    #[error("the log is signed by another key")]
    OtherKey,
    /// A line of an export is not an entry.
    #[error("line {line} is not an entry: {error}")]
    Line {
        /// The line, counted from 1.
        line: i64,
        /// Why it cannot be read.
        error: ExportError,
    },
    /// A line of an export is not text.
    #[error("line {line} cannot be read: {error}")]
    Unreadable {
        /// The line, counted from 1.
        line: i64,
        /// The system's error.
        error: std::io::Error,
    },
    /// A table differs from the fold of the log.
    #[error("table {table} differs from the log in its row {row}")]
    Projection {
        table: &'static str,
        /// Which row of it, counted from 1 in the order of its key.
        row: u64,
    },
    /// More of a product was refunded than sold.
    #[error("of product {product_id} more was refunded than sold with receipt {receipt_number}")]
    RefundExceedsSale {
        /// The sale's receipt.
        receipt_number: String,
        product_id: Uuid,
    },
    /// An export does not end with the expected head.
    #[error("the log does not end with hash {expected}")]
    OtherHead {
        /// The hash that the last entry should have.
        expected: Hash,
    },
    /// The acknowledged head is not in the log, or not signed by the server (Promise 4).
    #[error("the acknowledged head at seq {seq} is not the ledger's, or not the server's")]
    AcknowledgedDiffers {
        /// The head's seq.
        seq: u64,
    },
    /// An own change of the catalog is neither acknowledged nor pending (Promise 9).
    #[error("the change at position {position} is not acknowledged, and not pending")]
    PendingForgotten {
        /// Position of the entry.
        position: i64,
    },
    /// The register does not show an own change that was not pushed (Promise 9).
    #[error("a pending change of {entity_id} is not shown")]
    PendingHidden {
        /// The product or person; nil for the settings.
        entity_id: Uuid,
    },
    /// The file has a damaged page.
    #[error("{0}")]
    File(#[source] LedgerError),
}

/// The name of an entry by which a person can find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    pub entry_id: Uuid,
    pub kind: EntryKind,
    /// Its number within the epoch.
    pub seq: u64,
}

impl EntryName {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            entry_id: entry.header.entry_id,
            kind: entry.header.kind.clone(),
            seq: entry.header.seq,
        }
    }
}

impl std::fmt::Display for EntryName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} (seq {}, {})",
            self.entry_id, self.seq, self.kind
        )
    }
}
