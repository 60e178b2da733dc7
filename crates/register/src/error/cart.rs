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
            Self::Totals(error) => of_totals(*error),
        }
    }
}

fn of_cart(error: CartError) -> ErrorCode {
    match error {
        CartError::LineNotFound | CartError::NothingToUndo => ErrorCode::NotFound,
        CartError::QuantityMustBePositive
        | CartError::QuantityAboveLimit
        | CartError::QuantityNotWhole => ErrorCode::QuantityInvalid,
        CartError::TooManyLines => ErrorCode::CartTooLong,
        CartError::PriceIsNegative | CartError::AmountOutOfRange => ErrorCode::AmountInvalid,
        CartError::Discount(_) => ErrorCode::DiscountInvalid,
        CartError::NothingToDiscount => ErrorCode::CartEmpty,
        CartError::Tax(_) => ErrorCode::SettingsInvalid,
        CartError::LineNumberTaken => ErrorCode::Internal,
    }
}

/// Totals are computed after each change, so that these are reasons why a change is refused.
fn of_totals(error: TotalsError) -> ErrorCode {
    match error {
        TotalsError::OutOfRange | TotalsError::Allocate(_) => ErrorCode::AmountInvalid,
        // A price that holds a fixed levy has room for a discount of the rest only.
        TotalsError::Discount(_) | TotalsError::Tax(_) => ErrorCode::DiscountInvalid,
        TotalsError::Currency(_) | TotalsError::SumsDiffer(_) => ErrorCode::Internal,
    }
}
