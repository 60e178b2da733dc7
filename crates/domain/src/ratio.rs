//! Exact fractions, so that a figure is rounded once and only at its end.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::rounding::{RoundingError, RoundingMode, div_round};

/// A fraction in lowest terms with a denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    pub(crate) const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    pub(crate) const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    pub(crate) fn new(numerator: i128, denominator: i128) -> Result<Self, RoundingError> {
        if denominator == 0 {
            return Err(RoundingError::DivisionByZero);
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        // The sign moves to the numerator.
        let divisor = if denominator < 0 {
            divisor.checked_neg()
        } else {
            Some(divisor)
        };
        let divisor = divisor.ok_or(RoundingError::OutOfRange)?;
        let divide = |value: i128| value.checked_div(divisor).ok_or(RoundingError::OutOfRange);
        Ok(Self {
            numerator: divide(numerator)?,
            denominator: divide(denominator)?,
        })
    }

    pub(crate) const fn whole(value: i128) -> Self {
        Self {
            numerator: value,
            denominator: 1,
        }
    }

    pub(crate) fn from_decimal(value: Decimal) -> Result<Self, RoundingError> {
        let denominator = 10_i128
            .checked_pow(value.scale())
            .ok_or(RoundingError::OutOfRange)?;
        Self::new(value.mantissa(), denominator)
    }

    /// A percentage as a factor: 12 becomes 12/100.
    pub(crate) fn from_percent(value: Decimal) -> Result<Self, RoundingError> {
        Self::from_decimal(value)?.mul(Self::new(1, 100)?)
    }

    pub(crate) fn add(self, other: Self) -> Result<Self, RoundingError> {
        if self.denominator == other.denominator {
            let sum = self.numerator.checked_add(other.numerator);
            return Self::new(sum.ok_or(RoundingError::OutOfRange)?, self.denominator);
        }
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        let sum = left
            .zip(right)
            .and_then(|(left, right)| left.checked_add(right));
        let denominator = self.denominator.checked_mul(other.denominator);
        let (sum, denominator) = sum.zip(denominator).ok_or(RoundingError::OutOfRange)?;
        Self::new(sum, denominator)
    }

    pub(crate) fn sub(self, other: Self) -> Result<Self, RoundingError> {
        let numerator = other
            .numerator
            .checked_neg()
            .ok_or(RoundingError::OutOfRange)?;
        self.add(Self {
            numerator,
            denominator: other.denominator,
        })
    }

    pub(crate) fn mul(self, other: Self) -> Result<Self, RoundingError> {
        // Crosswise reduction first keeps the products small.
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        let numerator = left.numerator.checked_mul(right.numerator);
        let denominator = left.denominator.checked_mul(right.denominator);
        let (numerator, denominator) = numerator
            .zip(denominator)
            .ok_or(RoundingError::OutOfRange)?;
        Self::new(numerator, denominator)
    }

    pub(crate) fn div(self, other: Self) -> Result<Self, RoundingError> {
        self.mul(Self::new(other.denominator, other.numerator)?)
    }

    pub(crate) fn round(self, mode: RoundingMode) -> Result<i128, RoundingError> {
        div_round(self.numerator, self.denominator, mode)
    }

    /// Rounded to a multiple of `step` (above zero).
    pub(crate) fn round_to_step(
        self,
        step: i64,
        mode: RoundingMode,
    ) -> Result<i128, RoundingError> {
        let steps = self.div(Self::whole(step.into()))?.round(mode)?;
        steps
            .checked_mul(step.into())
            .ok_or(RoundingError::OutOfRange)
    }

    /// To the nearest billionth.
    pub(crate) fn to_billionths(self) -> Result<Self, RoundingError> {
        const BILLION: i128 = 1_000_000_000;
        let floor = Self::whole(self.round(RoundingMode::Floor)?);
        let fraction = self
            .sub(floor)?
            .mul(Self::whole(BILLION))?
            .round(RoundingMode::HOUSE)?;
        floor.add(Self::new(fraction, BILLION)?)
    }

    pub(crate) const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Which is larger; `None` if the comparison does not fit into 128 bits.
    pub(crate) fn compare(self, other: Self) -> Result<Ordering, RoundingError> {
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        left.zip(right)
            .map(|(left, right)| left.cmp(&right))
            .ok_or(RoundingError::OutOfRange)
    }

    /// The value to about 28 digits, for people and comparisons with outside figures.
    pub(crate) fn to_decimal(self) -> Option<Decimal> {
        let numerator = Decimal::try_from_i128_with_scale(self.numerator, 0).ok()?;
        let denominator = Decimal::try_from_i128_with_scale(self.denominator, 0).ok()?;
        numerator.checked_div(denominator)
    }
}

fn greatest_common_divisor(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    while right != 0 {
        (left, right) = (right, left.checked_rem(right).unwrap_or(0));
    }
    // The only divisor above i128::MAX is that of i128::MIN with itself or zero.
    i128::try_from(left).unwrap_or(1).max(1)
}
