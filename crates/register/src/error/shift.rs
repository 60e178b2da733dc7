//! Why a shift cannot be opened, closed or used.

use domain::user::Permission;
use thiserror::Error;

use super::{DrawerDifference, ErrorCode, ErrorDetails};

/// The open shift, or the lack of one, is in the way.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
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
    /// The drawer differs by more than the store's limit, or another count was refused for it.
    #[error("somebody with a higher role must permit the drawer's difference")]
    DifferenceToApprove(Box<DrawerDifference>),
}

impl OpenShiftError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::NoneOpen => ErrorCode::NoOpenShift,
            Self::AlreadyOpen => ErrorCode::ShiftAlreadyOpen,
            Self::CartNotEmpty => ErrorCode::CartNotEmpty,
            Self::DifferenceToApprove(_) => ErrorCode::ApprovalRequired,
        }
    }

    pub(crate) fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::NoneOpen | Self::AlreadyOpen | Self::CartNotEmpty => None,
            Self::DifferenceToApprove(difference) => Some(ErrorDetails {
                permission: Some(Permission::OverShortAboveLimit),
                difference: Some(difference.as_ref().clone()),
                ..ErrorDetails::default()
            }),
        }
    }
}
