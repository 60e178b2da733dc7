//! Why a shift cannot be opened, closed or used.

use thiserror::Error;

use super::ErrorCode;

/// The open shift, or the lack of one, is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OpenShiftError {
    /// No shift is open.
    #[error("no shift is open")]
    NoneOpen,
    /// A shift is open.
    #[error("a shift is open already")]
    AlreadyOpen,
    /// A shift with a running sale cannot close.
    #[error("the cart is not empty")]
    CartNotEmpty,
}

impl OpenShiftError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::NoneOpen => ErrorCode::NoOpenShift,
            Self::AlreadyOpen => ErrorCode::ShiftAlreadyOpen,
            Self::CartNotEmpty => ErrorCode::CartNotEmpty,
        }
    }
}
