//! What the server or the way to it said, as people hear it.

use std::time::Duration;

use sync::engine::TransportFault;
use sync::transport::{AddressFault, ClientFault, Failure};
use sync::wire::{Refusal, RefusalCode};

use crate::error::SyncFault;

impl From<AddressFault> for SyncFault {
    fn from(fault: AddressFault) -> Self {
        match fault {
            AddressFault::Unreadable => Self::UrlInvalid,
            AddressFault::NotSecure => Self::UrlNotSecure,
        }
    }
}

impl From<ClientFault> for SyncFault {
    fn from(fault: ClientFault) -> Self {
        match fault {
            ClientFault::NoCertificates => Self::CertificateRefused,
        }
    }
}

impl From<Failure> for SyncFault {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused {
                refusal,
                retry_after_ms,
            } => of_refusal(&refusal, retry_after_ms),
            Failure::Fault(fault) => of_fault(fault),
        }
    }
}

pub(super) fn of_refusal(refusal: &Refusal, retry_after_ms: Option<i64>) -> SyncFault {
    match refusal.code {
        RefusalCode::CodeInvalid => SyncFault::CodeInvalid,
        RefusalCode::AlreadyEnrolled => SyncFault::KnownWithOtherKey,
        RefusalCode::Forbidden => SyncFault::Forbidden,
        RefusalCode::NotEnrolled => SyncFault::Unknown,
        RefusalCode::ProtocolTooOld => SyncFault::UpdateNeeded,
        RefusalCode::TooManyRequests | RefusalCode::Unavailable => SyncFault::Busy {
            retry_after: retry_after_ms
                .and_then(|wait| u64::try_from(wait).ok())
                .map(Duration::from_millis),
        },
        code => SyncFault::Refused { code: word(code) },
    }
}

pub(super) fn of_fault(fault: TransportFault) -> SyncFault {
    match fault {
        TransportFault::Unreachable => SyncFault::Unreachable {
            reason: "no connection",
        },
        TransportFault::Broken => SyncFault::Unreachable {
            reason: "the connection broke",
        },
        TransportFault::Silent => SyncFault::Unreachable {
            reason: "the server fell silent",
        },
        // A gateway whose server is away.
        TransportFault::Status { status: 502..=504 } => SyncFault::Unreachable {
            reason: "a gateway cannot reach the server",
        },
        TransportFault::Untrusted => SyncFault::CertificateRefused,
        TransportFault::Unreadable => SyncFault::AnswerUnreadable {
            reason: "not what this protocol answers",
        },
        TransportFault::TooLarge => SyncFault::AnswerUnreadable {
            reason: "too large",
        },
        TransportFault::Status { .. } => SyncFault::AnswerUnreadable {
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
