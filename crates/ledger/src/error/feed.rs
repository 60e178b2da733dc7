//! Why a page or a snapshot of the feed cannot be applied.

use uuid::Uuid;

/// Why a page or a snapshot of the feed cannot be applied. The ledger stays unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// The register is not enrolled.
    #[error("the register is not enrolled")]
    NotEnrolled,
    /// The page belongs to another incarnation of the feed: start from a snapshot.
    #[error("the page belongs to feed {given}, the cursor to {expected}")]
    OtherEpoch {
        /// The page's.
        given: Uuid,
        /// The cursor's.
        expected: Uuid,
    },
    /// The server does not have all of this register's founding catalog yet.
    #[error("the feed waits until the register's own catalog is acknowledged")]
    WaitsForPush,
    /// A snapshot ended before its last row.
    #[error("the snapshot ended after {done} of {expected} rows")]
    CutShort {
        /// How many rows it announced.
        expected: u64,
        /// How many rows arrived.
        done: u64,
    },
    /// The rows are not in the order of their numbers, or one is above the page's end.
    #[error("row {feed_seq} is out of order")]
    OutOfOrder {
        /// The row's number.
        feed_seq: u64,
    },
}
