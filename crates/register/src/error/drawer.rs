//! Why the drawer stays shut.

use thiserror::Error;

use super::ErrorCode;

/// The drawer is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DrawerError {
    /// Opening it without a sale takes a reason.
    #[error("a reason is needed")]
    ReasonMissing,
}

impl DrawerError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::ReasonMissing => ErrorCode::ReasonMissing,
        }
    }
}
