//! The owner of the log that a push must belong to, and the reasons for a refusal.

use domain::entry::{EntryError, Hash, PublicKey};
use uuid::Uuid;

/// Whose log the entries must be of.
#[derive(Debug, Clone, Copy)]
pub struct LogOwner {
    pub organization_id: Uuid,
    pub register_id: Uuid,
    /// The register's key.
    pub key: PublicKey,
}

/// Why a push is refused.
///
/// [`super::plan()`] looks in this order: an entry of another log, a fork among the entries that
/// are stored, the token, a gap. Only then are the entries verified ([`super::verify()`]), which
/// may still find an entry that was tampered with, or one that continues another head and so is a
/// fork. A push with a foreign token is therefore refused as `ratchet` even if one of its entries
/// is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushRejection {
    /// An entry differs from what the register wrote.
    Tamper {
        /// Its place in the batch.
        at: usize,
        /// What is wrong with it.
        error: TamperError,
    },
    /// Another entry is stored at the seq of this one, or where this one continues.
    Fork {
        /// Its place in the batch.
        at: usize,
        /// The hash that is stored there.
        stored: Option<Hash>,
    },
    /// Another copy of the register sent the push.
    Ratchet,
    /// Entries before the first one are missing.
    Gap,
}

/// How an entry differs from what the register wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TamperError {
    /// Its hash, link or signature is wrong.
    #[error(transparent)]
    Entry(EntryError),
    /// It belongs to another log.
    #[error("the entry belongs to another register, organization or epoch")]
    Foreign,
    /// An epoch must begin with an opening that names the register's key.
    #[error("the epoch does not begin with an opening that names the register's key")]
    Opening,
}
