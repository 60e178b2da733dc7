//! Rounds cash payments to coins that exist.

use serde::{Deserialize, Serialize};

use super::TenderError;
use crate::money::Cents;
use crate::rounding::{RoundingMode, round_to_step};

/// The store's rule: the smallest coin, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct CashRounding {
    /// Cash is paid in multiples of this, above zero; Rp 100 is 10 000.
    pub step_cents: Cents,
    /// Nearest, up (ceiling) or down (floor), for the magnitude: a refund mirrors its sale.
    pub mode: RoundingMode,
}

/// The cash to pay for `due`, rounded if the store rounds cash.
pub fn cash_due(due: Cents, rounding: Option<&CashRounding>) -> Result<Cents, TenderError> {
    let Some(rounding) = rounding else {
        return Ok(due);
    };
    if !rounding.step_cents.is_positive() {
        return Err(TenderError::StepMustBePositive);
    }
    let magnitude = round_to_step(due.abs().wide(), rounding.step_cents.wide(), rounding.mode)?;
    let rounded = Cents::from_wide(magnitude)?;
    Ok(if due.is_negative() {
        rounded.checked_neg()?
    } else {
        rounded
    })
}
