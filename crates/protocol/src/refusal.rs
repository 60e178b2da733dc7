//! The answer to a request that the server refuses.

use domain::entry::SignedHead;
use serde::{Deserialize, Serialize};

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason, for the program.
    pub code: RefusalCode,
    /// The reason in English, for a log.
    pub message: String,
    /// How far the server has the register's epoch: with `gap`, `fork`, `tamper`, `ratchet`.
    pub head: Option<SignedHead>,
    /// The server's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
}

/// The reason of a refusal. The number is its HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// 409: the first entry is not the one after the head. The register goes back to the head.
    Gap,
    /// 409: another entry is stored at a seq that was sent. Two copies of one register.
    Fork,
    /// 409: a hash, link or signature is wrong.
    Tamper,
    /// 409: the token belongs to another copy of this register.
    Ratchet,
    /// 409: the cursor belongs to another incarnation of the feed; start from a snapshot.
    MustResnapshot,
    /// 400: the request cannot be read.
    Malformed,
    /// 401: the proof is missing, or was not made with this register's key.
    NotProved,
    /// 401: the request was made too long ago or too far ahead by the server's clock, which the
    /// answer holds.
    ClockOff,
    /// 401: the same request was answered before.
    Replayed,
    /// 403: the register was revoked, or the person lacks the permission.
    Forbidden,
    /// 404: this server has no such register or organization.
    NotEnrolled,
    /// 404: the code does not exist, was used, or is too old.
    CodeInvalid,
    /// 409: this register or organization is already enrolled, with another key.
    AlreadyEnrolled,
    /// 409: the receipts of another register begin with the same letters. Choose another name.
    RegisterNameTaken,
    /// 413: more bytes or entries than a request may have.
    TooLarge,
    /// 426: the register's protocol is older than the server's window. Update the register.
    ProtocolTooOld,
    /// 400: the register's protocol is newer than the server's window. Update the server.
    ProtocolTooNew,
    /// 429: too many requests; `Retry-After` has the time to wait.
    TooManyRequests,
    /// 500: a defect of the server; its log has more.
    Internal,
    /// 503: the database cannot be reached; try again.
    Unavailable,
    /// A reason of a newer server.
    #[serde(other)]
    Other,
}

domain::codes!(RefusalCode {
    Gap = "gap",
    Fork = "fork",
    Tamper = "tamper",
    Ratchet = "ratchet",
    MustResnapshot = "must_resnapshot",
    Malformed = "malformed",
    NotProved = "not_proved",
    ClockOff = "clock_off",
    Replayed = "replayed",
    Forbidden = "forbidden",
    NotEnrolled = "not_enrolled",
    CodeInvalid = "code_invalid",
    AlreadyEnrolled = "already_enrolled",
    RegisterNameTaken = "register_name_taken",
    TooLarge = "too_large",
    ProtocolTooOld = "protocol_too_old",
    ProtocolTooNew = "protocol_too_new",
    TooManyRequests = "too_many_requests",
    Internal = "internal",
    Unavailable = "unavailable",
    Other = "other",
});

impl RefusalCode {
    /// The HTTP status of the refusal.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::ProtocolTooNew | Self::Other => 400,
            Self::NotProved | Self::ClockOff | Self::Replayed => 401,
            Self::Forbidden => 403,
            Self::NotEnrolled | Self::CodeInvalid => 404,
            Self::Gap
            | Self::Fork
            | Self::Tamper
            | Self::Ratchet
            | Self::MustResnapshot
            | Self::AlreadyEnrolled
            | Self::RegisterNameTaken => 409,
            Self::TooLarge => 413,
            Self::ProtocolTooOld => 426,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}
