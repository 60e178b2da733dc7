//! What the server or the way to it said, as people hear it.

use std::time::Duration;

use protocol::{Refusal, RefusalCode};
use sync_client::{AddressError, ClientError, Failure};
use sync_engine::TransportError;

use crate::error::SyncError;

impl From<AddressError> for SyncError {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::Unreadable => Self::UrlInvalid,
            AddressError::NotSecure => Self::UrlNotSecure,
        }
    }
}

impl From<ClientError> for SyncError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::NoCertificates => Self::CertificateRefused,
        }
    }
}

impl From<Failure> for SyncError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused {
                refusal,
                retry_after_ms,
            } => of_refusal(&refusal, retry_after_ms),
            Failure::Fault(error) => of_fault(error),
        }
    }
}

pub(super) fn of_refusal(refusal: &Refusal, retry_after_ms: Option<i64>) -> SyncError {
    match refusal.code {
        RefusalCode::CodeInvalid => SyncError::CodeInvalid,
        RefusalCode::AlreadyEnrolled => SyncError::KnownWithOtherKey,
        RefusalCode::Forbidden => SyncError::Forbidden,
        RefusalCode::NotEnrolled => SyncError::Unknown,
        RefusalCode::ProtocolTooOld => SyncError::UpdateNeeded,
        RefusalCode::TooManyRequests | RefusalCode::Unavailable => SyncError::Busy {
            retry_after: retry_after_ms
                .and_then(|wait| u64::try_from(wait).ok())
                .map(Duration::from_millis),
        },
        code => SyncError::Refused { code: word(code) },
    }
}

pub(super) fn of_fault(error: TransportError) -> SyncError {
    match error {
        TransportError::Unreachable => SyncError::Unreachable {
            reason: "no connection",
        },
        TransportError::Broken => SyncError::Unreachable {
            reason: "the connection broke",
        },
        TransportError::Silent => SyncError::Unreachable {
            reason: "the server fell silent",
        },
        // A gateway whose server is away.
        TransportError::Status { status: 502..=504 } => SyncError::Unreachable {
            reason: "a gateway cannot reach the server",
        },
        TransportError::Untrusted => SyncError::CertificateRefused,
        TransportError::Unreadable => SyncError::AnswerUnreadable {
            reason: "not what this protocol answers",
        },
        TransportError::TooLarge => SyncError::AnswerUnreadable {
            reason: "too large",
        },
        TransportError::Status { .. } => SyncError::AnswerUnreadable {
            reason: "an unknown status",
        },
    }
}

/// The code as it travels.
fn word(code: RefusalCode) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::from("other"),
    }
}
