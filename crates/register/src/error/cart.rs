//! Why a change of the current cart was refused.

use domain::cart::CartError;
use domain::totals::TotalsError;
use thiserror::Error;

use super::ErrorCode;

/// The current cart is not as the use case needs it, or a rule of carts is broken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CurrentCartError {
    /// Nothing in the cart.
    #[error("the cart is empty")]
    Empty,
    /// The revision is not the stored one.
    #[error("the cart has changed since it was shown")]
    Changed,
    /// Unreadable or more than the price.
    #[error("the discount is not usable")]
    DiscountInvalid,
    /// The cart refused.
    #[error(transparent)]
    Cart(#[from] CartError),
    /// The cart has no totals.
    #[error(transparent)]
    Totals(#[from] TotalsError),
}

impl CurrentCartError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Empty => ErrorCode::CartEmpty,
            Self::Changed => ErrorCode::CartChanged,
            Self::DiscountInvalid => ErrorCode::DiscountInvalid,
            Self::Cart(error) => of_cart(*error),
            Self::Totals(_) => ErrorCode::Internal,
        }
    }
}

fn of_cart(error: CartError) -> ErrorCode {
    match error {
        CartError::LineNotFound | CartError::NothingToUndo => ErrorCode::NotFound,
        CartError::QuantityMustBePositive | CartError::QuantityAboveLimit => {
            ErrorCode::QuantityInvalid
        }
        CartError::TooManyLines => ErrorCode::CartTooLong,
        CartError::PriceIsNegative | CartError::AmountOutOfRange => ErrorCode::AmountInvalid,
        CartError::Discount(_) => ErrorCode::DiscountInvalid,
        CartError::Tax(_) => ErrorCode::SettingsInvalid,
        CartError::LineNumberTaken => ErrorCode::Internal,
    }
}
