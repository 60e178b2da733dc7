//! Why a product cannot be found or changed.

use domain::catalog::CatalogError;
use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// A product is missing, has changed, or breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProductError {
    /// No such product.
    #[error("no such product")]
    NotFound,
    /// It is sold only at a price that somebody gives.
    #[error("the product has no price")]
    PriceMissing,
    /// The base revision is not the stored one.
    #[error("the product has changed since it was shown")]
    Changed,
    /// SKUs are unique, and a barcode belongs to one product.
    #[error("another product has this {field}")]
    CodeTaken {
        /// `sku` or `barcode`.
        field: &'static str,
    },
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] CatalogError),
}

impl ProductError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::ProductNotFound,
            Self::PriceMissing => ErrorCode::ProductPriceMissing,
            Self::Changed => ErrorCode::ProductChanged,
            Self::CodeTaken { .. } => ErrorCode::ProductCodeTaken,
            Self::Invalid(_) => ErrorCode::ProductInvalid,
        }
    }

    pub(crate) fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::NotFound | Self::PriceMissing | Self::Changed => None,
            Self::CodeTaken { field } => Some(ErrorDetails::of_field(field)),
            Self::Invalid(error) => Some(ErrorDetails::of_field(field_of(*error))),
        }
    }
}

fn field_of(error: CatalogError) -> &'static str {
    match error {
        CatalogError::Empty { field }
        | CatalogError::TooLong { field, .. }
        | CatalogError::ControlCharacter { field }
        | CatalogError::AmountOutOfRange { field } => field,
    }
}
