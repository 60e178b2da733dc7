//! Why a change of people was refused.

use thiserror::Error;

use super::ErrorCode;

/// A name, a PIN or a role breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UserError {
    /// PINs are unique within a store.
    #[error("another person has this PIN")]
    PinTaken,
    /// The PIN breaks a rule.
    #[error("a PIN has 4 to 6 digits")]
    PinInvalid,
    /// Usernames are unique, 1 to 40 letters, digits, `.`, `-` or `_`.
    #[error("the username is taken or not usable")]
    UsernameInvalid,
    /// A store needs an owner.
    #[error("the last owner cannot be let go")]
    LastOwner,
    /// Hashing a PIN failed.
    #[error("the PIN could not be hashed")]
    PinHash,
}

impl UserError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::PinTaken => ErrorCode::PinTaken,
            Self::PinInvalid => ErrorCode::PinInvalid,
            Self::UsernameInvalid => ErrorCode::UsernameInvalid,
            Self::LastOwner => ErrorCode::LastOwner,
            Self::PinHash => ErrorCode::Internal,
        }
    }
}
