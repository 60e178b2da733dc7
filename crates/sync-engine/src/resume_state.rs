//! The state that an engine starts from.

use domain::entry::{Head, PublicKey, SignedHead};
use uuid::Uuid;

/// Everything that an engine starts from. All of it is stored in the ledger, so an engine can be
/// dropped and replaced at any moment, even in the middle of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeState {
    pub organization_id: Uuid,
    pub register_id: Uuid,
    /// The key that signs heads, from the enrolment.
    pub server_public_key: PublicKey,
    /// The token of the last answer (or of the enrolment).
    pub ratchet: String,
    /// The highest head the server signed for this register in its newest acknowledged epoch.
    pub acknowledged: Option<SignedHead>,
    /// How far the server has the current epoch, by its last answer. Lower than the acknowledged
    /// seq while a server that was restored from a backup is being refilled.
    pub confirmed_seq: u64,
    /// Every epoch of the ledger, oldest first. The last one is the current epoch, which is written
    /// to.
    pub epochs: Vec<EpochSpan>,
    /// Whether names or PINs are pending.
    pub profiles_pending: bool,
    /// The incarnation of the feed that the cursor belongs to.
    pub feed_epoch: Uuid,
    /// The cursor; 0 before the first pull.
    pub feed_cursor: u64,
    /// The best estimate of the server's clock now: the register's clock and the stored offset,
    /// milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
    /// The notices that a person has not dismissed.
    pub attention: Vec<super::AttentionCode>,
}

/// One epoch of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochSpan {
    pub epoch: Uuid,
    pub last_seq: u64,
    /// The head that its `register_opened` continues; `None` in the first epoch of a ledger.
    pub previous: Option<Head>,
}

/// What is pending after a commit of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalState {
    /// The log's head.
    pub head: Head,
    /// Whether names or PINs are pending.
    pub profiles_pending: bool,
}
