//! Why a setup or a use case before it was refused.

use thiserror::Error;

use super::ErrorCode;

/// Whether this data folder has a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SetupError {
    /// No ledger in the data folder.
    #[error("this data folder has no shop yet; run the setup")]
    NeedsSetup,
    /// There is a ledger already.
    #[error("this data folder has a shop already")]
    AlreadySetUp,
}

impl SetupError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::NeedsSetup => ErrorCode::NeedsSetup,
            Self::AlreadySetUp => ErrorCode::AlreadySetUp,
        }
    }
}
