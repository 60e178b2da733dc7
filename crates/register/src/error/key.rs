//! Why the register's key cannot be read or stored.

use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// The place of the key cannot be used.
#[derive(Debug, Error)]
pub enum KeyLocationError {
    /// No keyring.
    #[error("there is no keyring on this computer")]
    KeyringMissing,
    /// The keyring refused.
    #[error("the keyring refused: {0}")]
    Keyring(#[source] keyring::Error),
    /// The key is not where `register.json` says.
    #[error("the key of this ledger is missing: {key_location}")]
    Missing {
        /// Where it was looked for.
        key_location: String,
    },
    /// The key file or keyring item is damaged.
    #[error("the key at {key_location} cannot be read")]
    Unreadable {
        /// Where it was read.
        key_location: String,
    },
}

impl KeyLocationError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::KeyringMissing | Self::Keyring(_) => ErrorCode::KeyringMissing,
            Self::Missing { .. } | Self::Unreadable { .. } => ErrorCode::LedgerKeyMissing,
        }
    }

    pub(crate) fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::KeyringMissing | Self::Keyring(_) => None,
            Self::Missing { key_location } | Self::Unreadable { key_location } => {
                Some(ErrorDetails::of_path(key_location.clone()))
            }
        }
    }
}
