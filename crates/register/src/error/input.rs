//! Why a typed amount or quantity was refused.

use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// Something that was typed cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InputError {
    /// Unreadable or out of bounds.
    #[error("the amount in `{field}` is not usable")]
    AmountInvalid {
        /// The field it was typed into.
        field: &'static str,
    },
    /// That many digits in an amount are a scan, not money.
    #[error("the amount looks like a scanned barcode")]
    AmountLooksLikeBarcode,
    /// Unreadable or out of bounds.
    #[error("the quantity is not usable")]
    QuantityInvalid,
}

impl InputError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::AmountInvalid { .. } => ErrorCode::AmountInvalid,
            Self::AmountLooksLikeBarcode => ErrorCode::AmountLooksLikeBarcode,
            Self::QuantityInvalid => ErrorCode::QuantityInvalid,
        }
    }

    pub(crate) fn details(self) -> Option<ErrorDetails> {
        match self {
            Self::AmountInvalid { field } => Some(ErrorDetails::of_field(field)),
            Self::AmountLooksLikeBarcode | Self::QuantityInvalid => None,
        }
    }
}
