//! The push: entries of one register, in the order of its log.

use domain::entry::{ExportedEntry, SignedHead};
use domain::feed::UserSecretProfile;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Entries `first_seq..` of one epoch. Empty is allowed: it asks for the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// See [`crate::PROTOCOL`].
    pub protocol: u32,
    /// The epoch the entries belong to.
    pub epoch: Uuid,
    /// The token of the last answer, 32 hexadecimal digits. It changes when the head moves; the
    /// server takes the current one and the one before (its answer may have been lost). Any other
    /// belongs to a copy of this register.
    pub ratchet: String,
    /// The last head the server signed for this register, if any: a server that was restored from
    /// an older backup learns from it that the register is not the copy.
    pub acknowledged: Option<SignedHead>,
    /// The seq of the first entry; the next one to send when there is none.
    pub first_seq: u64,
    /// The entries, without a gap.
    pub entries: Vec<ExportedEntry>,
    /// Names and PINs that changed on this register. They are not part of the log.
    pub profiles: Vec<Profile>,
}

/// Names and PIN of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The person.
    pub user_id: Uuid,
    /// Names and PIN.
    pub profile: UserSecretProfile,
}

/// The entries are stored, all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// How far this epoch is stored now. The register accepts it only when its own hash at that seq
    /// is the same and the signature is the server's.
    pub head: SignedHead,
    /// The token for the next push.
    pub ratchet: String,
    /// How many of the entries the server had already.
    pub already: u32,
    /// Entries of this push that are stored and not (or not wholly) projected.
    pub quarantined: Vec<Quarantined>,
    /// The feed's last number after this push: the catalog changes of the push have this number or
    /// a lower one.
    pub feed_seq: u64,
}

/// An entry that is stored, but quarantined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    pub seq: u64,
    pub entry_id: Uuid,
    pub reason: QuarantineReason,
}

/// Why an entry is quarantined. It is stored whole, and the chain continues after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineReason {
    /// A kind or version of a newer program: projected after the server's upgrade.
    UnknownKind,
    /// The body does not match its kind.
    BodyInvalid,
    /// The amounts do not add up.
    MoneyDoesNotAddUp,
    /// The receipt number was given before, by a copy of this register; the sale counts.
    ReceiptNumberRepeated,
    /// The shift, sale or person it names is not known.
    ReferenceUnknown,
    /// More was refunded than was sold; the refund counts.
    RefundedTwice,
    /// The register was revoked when it arrived.
    RegisterRevoked,
    /// A reason of a newer server.
    #[serde(other)]
    Other,
}

domain::codes!(QuarantineReason {
    UnknownKind = "unknown_kind",
    BodyInvalid = "body_invalid",
    MoneyDoesNotAddUp = "money_does_not_add_up",
    ReceiptNumberRepeated = "receipt_number_repeated",
    ReferenceUnknown = "reference_unknown",
    RefundedTwice = "refunded_twice",
    RegisterRevoked = "register_revoked",
    Other = "other",
});
