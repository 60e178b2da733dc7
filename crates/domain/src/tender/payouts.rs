//! The money paid for a sale and paid out for its refunds.

use super::{CashRounding, TenderError, cash_due};
use crate::money::{Cents, MoneyError};
use crate::rounding::{RoundingMode, round_to_step};

/// What was paid for a sale and what its refunds have paid out; magnitudes.
///
/// Cash is rounded over all refunds together: each pays the rounded amount owed so far minus the
/// amount already paid out. In total, the refunds never pay out more than was paid, rounding
/// included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payouts {
    /// The net amount of the sale.
    pub sale_net: Cents,
    /// The amount paid for the sale, with its rounding.
    pub sale_paid: Cents,
    /// The net amount of its refunds.
    pub refunded_net: Cents,
    /// The amount that the refunds paid out, with their roundings.
    pub refunded_paid: Cents,
}

impl Payouts {
    /// The amount that may still be paid out after `paid` of this refund.
    pub(super) fn left(&self, paid: Cents) -> Result<Cents, MoneyError> {
        let out = self.refunded_paid.checked_add(paid)?;
        Ok(self.sale_paid.checked_sub(out)?.max(Cents::ZERO))
    }

    /// The cash that is owed for the rest of this refund, after `paid`.
    pub(super) fn cash_due(
        &self,
        remaining: Cents,
        paid: Cents,
        rounding: Option<&CashRounding>,
    ) -> Result<Cents, TenderError> {
        let carried = self.refunded_net.checked_sub(self.refunded_paid)?;
        let exact = remaining.checked_add(carried)?.max(Cents::ZERO);
        let due = cash_due(exact, rounding)?;
        let left = self.left(paid)?;
        if due <= left {
            return Ok(due);
        }
        let step = rounding.map_or(Cents::ZERO, |rounding| rounding.step_cents);
        let due = match rounding {
            Some(_) => {
                let coins = round_to_step(left.wide(), step.wide(), RoundingMode::Floor)?;
                Cents::from_wide(coins)?
            }
            None => left,
        };
        // The difference is more than roundings explain: other refunds of the sale have used the
        // missing amount.
        let of_sale = self.sale_paid.checked_sub(self.sale_net)?.abs();
        let explained = Cents::sum([step, of_sale, carried.abs()])?;
        if remaining.checked_sub(due)? > explained {
            return Err(TenderError::RefundAboveDue);
        }
        Ok(due)
    }
}
