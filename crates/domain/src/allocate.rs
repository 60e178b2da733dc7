//! Splitting an amount into parts that sum to the whole.
//!
//! The rule is the largest remainder (Hamilton): every part first gets the whole minor units of its
//! exact share. The remaining units go, one each, to the largest fractions; a tie goes to the
//! earlier part. A negative amount is split by its magnitude and the sign is restored, so that a
//! refund mirrors its sale. A part of weight zero gets zero.

use thiserror::Error;

use crate::money::{Cents, MoneyError};
use crate::ratio::Ratio;
use crate::rounding::{RoundingError, RoundingMode};

/// Why an amount could not be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AllocateError {
    /// The list of parts is empty.
    #[error("there is nothing to allocate to")]
    NoParts,
    /// A weight is below zero.
    #[error("a weight is negative")]
    NegativeWeight,
    /// All weights are zero but the amount is not, so that no part can take it.
    #[error("all weights are zero")]
    WeightsAreZero,
    /// A figure leaves its range.
    #[error("amount is out of range")]
    OutOfRange,
}

impl From<RoundingError> for AllocateError {
    fn from(_: RoundingError) -> Self {
        Self::OutOfRange
    }
}

impl From<MoneyError> for AllocateError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

/// Splits `total` in proportion to `weights`; the parts sum to `total` exactly.
///
/// Zero splits into zeros for any weights that are not negative.
pub fn allocate(total: Cents, weights: &[i64]) -> Result<Vec<Cents>, AllocateError> {
    let weights: Vec<i128> = weights.iter().copied().map(i128::from).collect();
    let parts = allocate_wide(total.wide(), &weights)?;
    parts
        .into_iter()
        .map(|part| Ok(Cents::from_wide(part)?))
        .collect()
}

fn allocate_wide(total: i128, weights: &[i128]) -> Result<Vec<i128>, AllocateError> {
    if weights.is_empty() {
        return Err(AllocateError::NoParts);
    }
    if weights.iter().any(|weight| *weight < 0) {
        return Err(AllocateError::NegativeWeight);
    }
    if total == 0 {
        return Ok(vec![0; weights.len()]);
    }
    let sum = weights
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(*weight))
        .ok_or(AllocateError::OutOfRange)?;
    if sum == 0 {
        return Err(AllocateError::WeightsAreZero);
    }
    let magnitude = total.checked_abs().ok_or(AllocateError::OutOfRange)?;
    let shares = weights
        .iter()
        .map(|weight| Ratio::whole(magnitude).mul(Ratio::new(*weight, sum)?))
        .collect::<Result<Vec<_>, _>>()?;
    let parts = largest_remainder(magnitude, &shares)?;
    if total > 0 {
        return Ok(parts);
    }
    parts
        .into_iter()
        .map(|part| part.checked_neg().ok_or(AllocateError::OutOfRange))
        .collect()
}

/// Rounds exact `shares` (none negative) so that they sum to `total`.
///
/// `total` must be the sum of the shares rounded up or down to a whole number, in any mode.
pub(crate) fn largest_remainder(total: i128, shares: &[Ratio]) -> Result<Vec<i128>, AllocateError> {
    let mut parts = Vec::with_capacity(shares.len());
    let mut fractions = Vec::with_capacity(shares.len());
    let mut left_over = total;
    for (index, share) in shares.iter().enumerate() {
        let floor = share.round(RoundingMode::Floor)?;
        left_over = left_over
            .checked_sub(floor)
            .ok_or(AllocateError::OutOfRange)?;
        fractions.push((index, share.sub(Ratio::whole(floor))?));
        parts.push(floor);
    }
    let mut out_of_range = false;
    // The sort is stable: equal fractions keep the order of the parts.
    fractions.sort_by(|(_, left), (_, right)| {
        right.compare(*left).unwrap_or_else(|_| {
            out_of_range = true;
            std::cmp::Ordering::Equal
        })
    });
    let units = usize::try_from(left_over).map_err(|_| AllocateError::OutOfRange)?;
    if out_of_range || units > parts.len() {
        return Err(AllocateError::OutOfRange);
    }
    for (index, _) in fractions.into_iter().take(units) {
        if let Some(part) = parts.get_mut(index) {
            *part = part.checked_add(1).ok_or(AllocateError::OutOfRange)?;
        }
    }
    Ok(parts)
}
