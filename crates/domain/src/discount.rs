//! Discounts on an item or on a whole cart.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::{Cents, MoneyError};
use crate::ratio::Ratio;
use crate::rounding::{RoundingError, RoundingMode};

/// The decimals a percentage may have: enough for a price tag, few enough to stay exact.
const PERCENT_SCALE_MAX: u32 = 4;

/// An amount or a percentage that is taken off a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Discount {
    /// An amount in minor units.
    Amount(Cents),
    /// A percentage, 0 to 100; a decimal string in JSON, such as `"12.5"`.
    Percent(#[cfg_attr(feature = "specta", specta(type = String))] Decimal),
}

/// Why a discount is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DiscountError {
    /// A discount below zero would be a surcharge.
    #[error("discount is negative")]
    Negative,
    /// More than 100 percent.
    #[error("discount is above 100 percent")]
    AboveHundredPercent,
    /// More than four decimals in a percentage.
    #[error("discount has more than four decimals")]
    TooPrecise,
    /// More than the price it is taken off.
    #[error("discount is larger than the price")]
    AbovePrice,
    /// A figure leaves its range.
    #[error("discount is out of range")]
    OutOfRange,
}

impl From<MoneyError> for DiscountError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl From<RoundingError> for DiscountError {
    fn from(_: RoundingError) -> Self {
        Self::OutOfRange
    }
}

impl Discount {
    /// Checks the rules of a discount that do not depend on the price.
    pub fn check(&self) -> Result<(), DiscountError> {
        match self {
            Self::Amount(amount) if amount.is_negative() => Err(DiscountError::Negative),
            Self::Percent(percent) if percent.is_sign_negative() && !percent.is_zero() => {
                Err(DiscountError::Negative)
            }
            Self::Percent(percent) if *percent > Decimal::ONE_HUNDRED => {
                Err(DiscountError::AboveHundredPercent)
            }
            Self::Percent(percent) if percent.normalize().scale() > PERCENT_SCALE_MAX => {
                Err(DiscountError::TooPrecise)
            }
            Self::Amount(_) | Self::Percent(_) => Ok(()),
        }
    }

    /// The amount that is taken off `price` (not negative), rounded once, by the house rule, to a
    /// multiple of `step_cents` (above zero).
    pub fn cents_of(&self, price: Cents, step_cents: i64) -> Result<Cents, DiscountError> {
        let cents = self.uncapped_cents_of(price, step_cents)?;
        if cents > price {
            Err(DiscountError::AbovePrice)
        } else {
            Ok(cents)
        }
    }

    /// As [`Discount::cents_of`], but never more than the price.
    ///
    /// An amount is checked against the price when it is given. When the cart gets cheaper
    /// afterwards, the discount shrinks with it, so that a price is never negative.
    pub fn capped_cents_of(&self, price: Cents, step_cents: i64) -> Result<Cents, DiscountError> {
        Ok(self.uncapped_cents_of(price, step_cents)?.min(price))
    }

    fn uncapped_cents_of(&self, price: Cents, step_cents: i64) -> Result<Cents, DiscountError> {
        self.check()?;
        let exact = match self {
            Self::Amount(amount) => Ratio::whole(amount.wide()),
            Self::Percent(percent) => {
                Ratio::whole(price.wide()).mul(Ratio::from_percent(percent.normalize())?)?
            }
        };
        Ok(Cents::from_wide(
            exact.round_to_step(step_cents, RoundingMode::HOUSE)?,
        )?)
    }
}
