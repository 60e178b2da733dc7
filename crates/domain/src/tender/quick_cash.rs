//! The amounts a customer is likely to hand over.

use super::TenderError;
use super::notes::listed;
use crate::currency::Currency;
use crate::money::Cents;
use crate::rounding::{RoundingMode, round_to_step};

/// The most amounts that are offered beside the exact one.
const QUICK_AMOUNTS: usize = 5;

/// The notes of a currency, smallest first.
pub fn notes(currency: &Currency) -> Result<Vec<Cents>, TenderError> {
    let unit = currency.minor_units();
    listed(currency.code, currency.digits)
        .iter()
        .map(|note| Ok(Cents::new(*note)?.checked_mul(unit)?))
        .collect()
}

/// The exact due (rounded for cash), then the amounts that notes add up to, smallest first.
///
/// Each note gives the least amount that covers the due with notes of that value alone: for Rp
/// 37.500 these are 38.000, 40.000, 50.000 and 100.000. If there are too many, the amounts of large
/// notes are preferred: customers do not pay 1.530.700 in coins. The list is empty if nothing is
/// due.
pub fn quick_cash(due: Cents, currency: &Currency) -> Result<Vec<Cents>, TenderError> {
    if !due.is_positive() {
        return Ok(Vec::new());
    }
    let mut amounts = vec![due];
    for note in notes(currency)?.into_iter().rev() {
        let amount = round_to_step(due.wide(), note.wide(), RoundingMode::Ceiling)?;
        let amount = Cents::from_wide(amount)?;
        if amounts.len() <= QUICK_AMOUNTS && !amounts.contains(&amount) {
            amounts.push(amount);
        }
    }
    amounts.sort_unstable();
    Ok(amounts)
}

pub(super) fn largest_note(currency: Currency) -> Result<Cents, TenderError> {
    Ok(notes(&currency)?.last().copied().unwrap_or(Cents::ZERO))
}
