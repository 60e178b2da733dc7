//! Why settings were refused.

use domain::currency::CurrencyError;
use domain::store::StoreError;
use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// A setting breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// A setting is out of bounds.
    #[error("the setting `{field}` is out of bounds")]
    Invalid { field: &'static str },
    /// A setting of the store breaks a rule.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The currency cannot be used.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
}

impl SettingsError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Invalid { .. } | Self::Store(_) | Self::Currency(_) => ErrorCode::SettingsInvalid,
        }
    }

    pub(crate) fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::Invalid { field } => Some(ErrorDetails::of_field(field)),
            Self::Store(error) => Some(ErrorDetails::of_field(store_field(*error))),
            Self::Currency(_) => None,
        }
    }
}

fn store_field(error: StoreError) -> &'static str {
    match error {
        StoreError::Currency(_) => "currency",
        StoreError::Tax(_) => "tax",
        StoreError::NameIsEmpty | StoreError::LineShape => "store_name",
        StoreError::AddressTooLong => "address",
        StoreError::TooManyReceiptLines => "receipt_footer",
        StoreError::RoundingStep => "rounding",
        StoreError::CutoffTooLate => "business_day_cutoff_minutes",
        StoreError::DiscountLimit => "discount_limit_percent_text",
        StoreError::OverShortLimit => "over_short_limit",
        StoreError::Columns => "printer.columns",
        StoreError::PinLength => "pin",
    }
}
