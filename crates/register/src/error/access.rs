//! Why a person may not do something.

use domain::user::Permission;
use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// The register is locked, the PIN is wrong, or the role does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AccessError {
    /// Nobody is unlocked.
    #[error("the register is locked")]
    Locked,
    #[error("the PIN is wrong")]
    WrongPin,
    /// Too many wrong PINs.
    #[error("too many wrong PINs; the next try is allowed at {retry_at_ms} ms")]
    PinLockedOut {
        /// When the next try is allowed, milliseconds since 1970.
        retry_at_ms: i64,
    },
    /// The role never may.
    #[error("the role may not do this: {permission:?}")]
    PermissionDenied {
        /// What it may not do.
        permission: Permission,
    },
    /// Somebody with a higher role may approve it.
    #[error("somebody with a higher role must permit this: {permission:?}")]
    ApprovalRequired {
        /// What must be approved.
        permission: Permission,
    },
}

impl AccessError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::Locked => ErrorCode::Locked,
            Self::WrongPin => ErrorCode::WrongPin,
            Self::PinLockedOut { .. } => ErrorCode::PinLockedOut,
            Self::PermissionDenied { .. } => ErrorCode::PermissionDenied,
            Self::ApprovalRequired { .. } => ErrorCode::ApprovalRequired,
        }
    }

    pub(crate) fn details(self) -> Option<ErrorDetails> {
        match self {
            Self::Locked | Self::WrongPin => None,
            Self::PinLockedOut { retry_at_ms } => Some(ErrorDetails {
                retry_at_ms: Some(retry_at_ms),
                ..ErrorDetails::default()
            }),
            Self::PermissionDenied { permission } | Self::ApprovalRequired { permission } => {
                Some(ErrorDetails {
                    permission: Some(permission),
                    ..ErrorDetails::default()
                })
            }
        }
    }
}
