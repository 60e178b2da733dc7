//! What can go wrong between register and server.

use std::io;
use std::time::Duration;

use domain::Code as _;
use ledger::LedgerError;
use protocol::{Refusal, RefusalCode, RequestError, TransportError};
use sync_client::{AddressError, ClientError};
use thiserror::Error;

/// Why an action that needs the server failed. Selling does not need the server.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SyncError {
    /// The register is not enrolled at a server.
    #[error("this register is not enrolled at a server")]
    NotEnrolled,
    /// The register is enrolled at a server already.
    #[error("this register is enrolled at a server already")]
    AlreadyEnrolled,
    /// The address is not the URL of a server.
    #[error("the address of the server cannot be read")]
    UrlInvalid,
    /// Without TLS, anyone on the way could read and change what is sent.
    #[error("the address must begin with https://; http:// is for this computer only")]
    UrlNotSecure,
    /// No answer came, or only a part of one.
    #[error("the server cannot be reached: {reason}")]
    Unreachable {
        /// What happened, without addresses or tokens.
        reason: &'static str,
    },
    /// The server's certificate does not prove that it is the server.
    #[error("the server's certificate is not trusted")]
    CertificateRefused,
    /// The answer does not come from a server of ours.
    #[error("the answer is not one of a Kasapro server: {reason}")]
    AnswerUnreadable {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The code does not exist, was used, or has expired.
    #[error("the code is wrong, used or too old")]
    CodeInvalid,
    /// The receipts of another register of the shop would have the same numbers.
    #[error(
        "another register's receipts begin with the same letters: choose a name whose first six letters and digits differ"
    )]
    RegisterNameTaken,
    /// The register that founded the shop has not sent its people and settings yet.
    #[error("the shop at the server has no people or settings yet")]
    ShopIncomplete,
    /// The server knows this register or organization with another key.
    #[error("the server knows this register with another key")]
    KnownWithOtherKey,
    /// The register was revoked, or the person lacks the permission.
    #[error("the server refuses this register")]
    Forbidden,
    /// The server does not know this register.
    #[error("the server does not know this register")]
    Unknown,
    /// The server no longer speaks this program's protocol.
    #[error("the server needs a newer version of this program")]
    UpdateNeeded,
    /// The server does not speak this program's protocol yet.
    #[error("the server is older than this program and must be updated")]
    ServerOutdated,
    /// The server is overloaded, or its database is away.
    #[error("the server is busy")]
    Busy {
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// A signature is not by the server that this register was enrolled at.
    #[error("the server does not prove that it is the one this register is enrolled at")]
    ServerChanged,
    /// The server refused for a reason that concerns programs, not people.
    #[error("the server refused: {code}")]
    Refused {
        /// The server's code.
        code: &'static str,
    },
}

/// Why a run of the driver, or a request, failed.
#[derive(Debug, Error)]
pub enum DriverError {
    /// The server, or the way to it.
    #[error(transparent)]
    Sync(#[from] SyncError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The system gave no thread or no runtime.
    #[error("the sync cannot start: {0}")]
    NoThread(#[source] io::Error),
    /// The system gave no random bytes.
    #[error("the system gives no random bytes")]
    NoRandomness,
    /// A defect of this program.
    #[error("a defect: {0}")]
    Defect(&'static str),
}

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

impl From<RequestError> for SyncError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Refused {
                refusal,
                retry_after_ms,
            } => Self::of_refusal(&refusal, retry_after_ms),
            RequestError::Transport(error) => error.into(),
        }
    }
}

impl SyncError {
    pub(crate) fn of_refusal(refusal: &Refusal, retry_after_ms: Option<i64>) -> Self {
        match refusal.code {
            RefusalCode::CodeInvalid => Self::CodeInvalid,
            RefusalCode::AlreadyEnrolled => Self::KnownWithOtherKey,
            RefusalCode::RegisterNameTaken => Self::RegisterNameTaken,
            RefusalCode::Forbidden => Self::Forbidden,
            RefusalCode::NotEnrolled => Self::Unknown,
            RefusalCode::ProtocolTooOld => Self::UpdateNeeded,
            RefusalCode::ProtocolTooNew => Self::ServerOutdated,
            RefusalCode::TooManyRequests | RefusalCode::Unavailable => Self::Busy {
                retry_after: retry_after_ms
                    .and_then(|wait| u64::try_from(wait).ok())
                    .map(Duration::from_millis),
            },
            code => Self::Refused {
                code: code.as_str(),
            },
        }
    }
}

impl From<TransportError> for SyncError {
    fn from(error: TransportError) -> Self {
        let unreachable = |reason| Self::Unreachable { reason };
        let unreadable = |reason| Self::AnswerUnreadable { reason };
        match error {
            TransportError::Unreachable => unreachable("no connection"),
            TransportError::Broken => unreachable("the connection broke"),
            TransportError::Silent => unreachable("the server fell silent"),
            // A gateway whose server is away.
            TransportError::Status { status: 502..=504 } => {
                unreachable("a gateway cannot reach the server")
            }
            TransportError::Untrusted => Self::CertificateRefused,
            TransportError::Unreadable => unreadable("not what this protocol answers"),
            TransportError::TooLarge => unreadable("too large"),
            TransportError::Status { .. } => unreadable("an unknown status"),
        }
    }
}
