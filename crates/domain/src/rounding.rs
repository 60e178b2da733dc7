//! Rounding to whole units.
//!
//! The house rule for prices and taxes is [`RoundingMode::HOUSE`]: half away from zero, also
//! called commercial rounding (2.5 becomes 3, -2.5 becomes -3). It treats a refund as the mirror
//! of its sale. Cash rounding takes its mode from the store.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The step of an amount that is rounded to the minor unit and no further.
pub const MINOR_UNIT: i64 = 1;

/// How a value between two whole units is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearest; a half goes away from zero.
    #[default]
    HalfUpAwayFromZero,
    /// To the nearest; a half goes toward zero.
    HalfDownTowardZero,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// To the nearest; a half goes to the odd neighbour.
    HalfOdd,
    /// To the nearest; a half goes up.
    HalfPositiveInfinity,
    /// To the nearest; a half goes down.
    HalfNegativeInfinity,
    /// Up, toward positive infinity.
    Ceiling,
    /// Down, toward negative infinity.
    Floor,
}

crate::code::codes!(RoundingMode {
    HalfUpAwayFromZero = "half_up_away_from_zero",
    HalfDownTowardZero = "half_down_toward_zero",
    HalfEven = "half_even",
    HalfOdd = "half_odd",
    HalfPositiveInfinity = "half_positive_infinity",
    HalfNegativeInfinity = "half_negative_infinity",
    Ceiling = "ceiling",
    Floor = "floor",
});

impl RoundingMode {
    /// The mode of prices, discounts and taxes: half away from zero.
    pub const HOUSE: Self = Self::HalfUpAwayFromZero;
}

/// Why a value could not be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoundingError {
    /// The denominator is zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The value leaves 128 bits.
    #[error("value is out of range")]
    OutOfRange,
}

/// The quotient rounded to a whole number.
///
/// Exact: the remainder decides, without an intermediate binary or decimal fraction.
pub fn div_round(
    numerator: i128,
    denominator: i128,
    mode: RoundingMode,
) -> Result<i128, RoundingError> {
    if denominator == 0 {
        return Err(RoundingError::DivisionByZero);
    }
    let floor = floor_div(numerator, denominator)?;
    let remainder = floor
        .checked_mul(denominator)
        .and_then(|whole| numerator.checked_sub(whole))
        .ok_or(RoundingError::OutOfRange)?;
    if remainder == 0 {
        return Ok(floor);
    }
    // Both have the sign of the denominator; the magnitudes are the distance above the floor.
    let above = remainder.unsigned_abs();
    let below = denominator
        .unsigned_abs()
        .checked_sub(above)
        .ok_or(RoundingError::OutOfRange)?;
    let up = match above.cmp(&below) {
        std::cmp::Ordering::Less => mode == RoundingMode::Ceiling,
        std::cmp::Ordering::Greater => mode != RoundingMode::Floor,
        std::cmp::Ordering::Equal => half_goes_up(floor, mode),
    };
    if up {
        floor.checked_add(1).ok_or(RoundingError::OutOfRange)
    } else {
        Ok(floor)
    }
}

/// `value` rounded to a whole number.
pub fn round_decimal(value: Decimal, mode: RoundingMode) -> Result<i128, RoundingError> {
    let denominator = 10_i128
        .checked_pow(value.scale())
        .ok_or(RoundingError::OutOfRange)?;
    div_round(value.mantissa(), denominator, mode)
}

/// `value` rounded to a multiple of `step` (above zero), as cash rounding does.
pub fn round_to_step(value: i128, step: i128, mode: RoundingMode) -> Result<i128, RoundingError> {
    div_round(value, step, mode)?
        .checked_mul(step)
        .ok_or(RoundingError::OutOfRange)
}

fn floor_div(numerator: i128, denominator: i128) -> Result<i128, RoundingError> {
    let quotient = numerator
        .checked_div(denominator)
        .ok_or(RoundingError::OutOfRange)?;
    let remainder = numerator
        .checked_rem(denominator)
        .ok_or(RoundingError::OutOfRange)?;
    // Division truncates toward zero: if the signs differ, the floor is one lower.
    if remainder != 0 && (remainder < 0) != (denominator < 0) {
        return quotient.checked_sub(1).ok_or(RoundingError::OutOfRange);
    }
    Ok(quotient)
}

fn half_goes_up(floor: i128, mode: RoundingMode) -> bool {
    let floor_is_odd = floor & 1 == 1;
    match mode {
        RoundingMode::HalfUpAwayFromZero => floor >= 0,
        RoundingMode::HalfDownTowardZero => floor < 0,
        RoundingMode::HalfEven => floor_is_odd,
        RoundingMode::HalfOdd => !floor_is_odd,
        RoundingMode::HalfPositiveInfinity | RoundingMode::Ceiling => true,
        RoundingMode::HalfNegativeInfinity | RoundingMode::Floor => false,
    }
}
