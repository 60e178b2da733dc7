//! Why an acknowledgement is rejected.

use domain::entry::Hash;
use uuid::Uuid;

/// Why an acknowledgement is rejected (Promise 4). The ledger stays unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcknowledgementError {
    /// The register is not enrolled.
    #[error("the register is not enrolled")]
    NotEnrolled,
    /// The head is another register's.
    #[error("the head belongs to another register")]
    ForeignHead,
    /// The head is not of the current epoch.
    #[error("epoch {epoch} is not the one the register is in")]
    OtherEpoch {
        /// The head's epoch.
        epoch: Uuid,
    },
    /// The server did not sign the head.
    #[error("the head is not signed by the server")]
    NotSigned,
    /// The register has no entry at that seq.
    #[error("the register has no entry {seq}")]
    BeyondHead {
        /// The head's seq.
        seq: u64,
    },
    /// The register's own entry at that seq has another hash.
    #[error("at seq {seq} the server has {server}, the register {own}")]
    HashDiffers {
        /// The head's seq.
        seq: u64,
        /// The hash in the head.
        server: Hash,
        /// The register's own hash.
        own: Hash,
    },
}
