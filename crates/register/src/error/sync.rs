//! What can go wrong between register and server.

use std::time::Duration;

use thiserror::Error;

use super::ErrorCode;

/// Why something that needs the server did not happen. Selling needs none of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SyncError {
    /// The register belongs to no server.
    #[error("this register is not enrolled at a server")]
    NotEnrolled,
    /// The register belongs to a server already.
    #[error("this register is enrolled at a server already")]
    AlreadyEnrolled,
    /// The address is no URL of a server.
    #[error("the address of the server cannot be read")]
    UrlInvalid,
    /// Anybody on the way could read and change what is sent.
    #[error("the address must begin with https://; http:// is for this computer only")]
    UrlNotSecure,
    /// No answer, or not a whole one.
    #[error("the server cannot be reached: {reason}")]
    Unreachable {
        /// What happened, without addresses or tokens.
        reason: &'static str,
    },
    /// The server's certificate does not prove that it is the server.
    #[error("the server's certificate is not trusted")]
    CertificateRefused,
    /// An answer that no server of ours gives.
    #[error("the answer is not one of a Kasapro server: {reason}")]
    AnswerUnreadable {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No such code, or it was used, or is too old.
    #[error("the code is wrong, used or too old")]
    CodeInvalid,
    /// The register that founded the shop has not sent its people and settings yet.
    #[error("the shop at the server has no people or settings yet")]
    ShopIncomplete,
    /// The server knows this register or organization with another key.
    #[error("the server knows this register with another key")]
    KnownWithOtherKey,
    /// The register was revoked, or the person may not.
    #[error("the server refuses this register")]
    Forbidden,
    /// The server does not know this register.
    #[error("the server does not know this register")]
    Unknown,
    /// The server no longer speaks this program's protocol.
    #[error("the server needs a newer version of this program")]
    UpdateNeeded,
    /// The server has too much to do.
    #[error("the server is busy")]
    Busy {
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// Something signed by the server is not signed by the server that was enrolled with.
    #[error("the server does not prove that it is the one this register is enrolled at")]
    ServerChanged,
    /// The server said no for a reason that concerns programs.
    #[error("the server refused: {code}")]
    Refused {
        /// The server's code.
        code: String,
    },
}

impl SyncError {
    /// The code for screens and scripts.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::NotEnrolled => ErrorCode::SyncNotEnrolled,
            Self::AlreadyEnrolled => ErrorCode::SyncAlreadyEnrolled,
            Self::UrlInvalid => ErrorCode::SyncUrlInvalid,
            Self::UrlNotSecure => ErrorCode::SyncUrlNotSecure,
            Self::Unreachable { .. } => ErrorCode::SyncUnreachable,
            Self::CertificateRefused => ErrorCode::SyncCertificateRefused,
            Self::AnswerUnreadable { .. } => ErrorCode::SyncAnswerUnreadable,
            Self::CodeInvalid => ErrorCode::SyncCodeInvalid,
            Self::ShopIncomplete => ErrorCode::SyncShopIncomplete,
            Self::KnownWithOtherKey => ErrorCode::SyncKnownWithOtherKey,
            Self::Forbidden => ErrorCode::SyncForbidden,
            Self::Unknown => ErrorCode::SyncRegisterUnknown,
            Self::UpdateNeeded => ErrorCode::SyncUpdateNeeded,
            Self::Busy { .. } => ErrorCode::SyncServerBusy,
            Self::ServerChanged => ErrorCode::SyncServerChanged,
            Self::Refused { .. } => ErrorCode::SyncRefused,
        }
    }
}
