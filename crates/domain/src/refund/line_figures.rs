//! The figures of a sale's line up to a quantity.

use crate::money::{Cents, MoneyError};
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::rounding::{RoundingError, RoundingMode};
use crate::totals::TaxAmount;
use crate::transaction::TransactionItem;

/// The amounts of a line up to a quantity. They are never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineFigures {
    pub(super) gross: Cents,
    pub(super) discount: Cents,
    pub(super) cart_discount: Cents,
    /// One for each tax of the line, in its order.
    pub(super) taxes: Vec<TaxFigures>,
}

/// The amounts of a tax up to a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TaxFigures {
    pub(super) taxable: Cents,
    pub(super) tax: Cents,
}

impl LineFigures {
    /// The first `taken` of a line, in multiples of `step_cents`.
    ///
    /// Every figure grows with the quantity and ends at the line's own, so that the parts sum to
    /// the line, in whatever portions it is returned. A discount is at most the gross so far, and
    /// an included tax at most the net so far.
    pub(super) fn up_to(
        item: &TransactionItem,
        taken: Quantity,
        step_cents: i64,
    ) -> Result<Self, MoneyError> {
        let part = |whole: Cents, reached: i128, end: i128| {
            part_of(whole, reached, end, step_cents).map_err(|_| MoneyError::OutOfRange)
        };
        let gross = if taken >= item.quantity_thousandths {
            item.gross_cents
        } else {
            let gross = taken.price(item.unit_price_cents, step_cents)?;
            gross.min(item.gross_cents)
        };
        let discount = part(item.discount_cents, gross.wide(), item.gross_cents.wide())?;
        let cart_discount = part(
            item.cart_discount_cents,
            discount.wide(),
            item.discount_cents.wide(),
        )?;
        let net = gross.checked_sub(discount)?;
        let quantity = item.quantity_thousandths.thousandths().into();
        let pieces = i128::from(taken.thousandths()).min(quantity);
        // The rest of the net after the previous taxes, here and at the end.
        let (mut left, mut left_at_end) = (net, item.net_cents);
        let mut taxes = Vec::with_capacity(item.taxes.len());
        for tax in &item.taxes {
            let figures = if tax.inclusive {
                let figures = included(tax, left, left_at_end, part)?;
                left = left.checked_sub(figures.tax)?;
                left_at_end = left_at_end.checked_sub(tax.tax_cents)?;
                figures
            } else {
                TaxFigures {
                    taxable: part(tax.taxable_cents, pieces, quantity)?,
                    tax: part(tax.tax_cents, pieces, quantity)?,
                }
            };
            taxes.push(figures);
        }
        Ok(Self {
            gross,
            discount,
            cart_discount,
            taxes,
        })
    }

    /// The difference to the earlier figures.
    pub(super) fn since(&self, earlier: &Self) -> Result<Self, MoneyError> {
        let taxes = self.taxes.iter().zip(&earlier.taxes);
        let taxes = taxes.map(|(now, before)| {
            Ok(TaxFigures {
                taxable: now.taxable.checked_sub(before.taxable)?,
                tax: now.tax.checked_sub(before.tax)?,
            })
        });
        Ok(Self {
            gross: self.gross.checked_sub(earlier.gross)?,
            discount: self.discount.checked_sub(earlier.discount)?,
            cart_discount: self.cart_discount.checked_sub(earlier.cart_discount)?,
            taxes: taxes.collect::<Result<_, MoneyError>>()?,
        })
    }
}

fn included(
    tax: &TaxAmount,
    left: Cents,
    left_at_end: Cents,
    part: impl Fn(Cents, i128, i128) -> Result<Cents, MoneyError>,
) -> Result<TaxFigures, MoneyError> {
    Ok(TaxFigures {
        taxable: part(tax.taxable_cents, left.wide(), left_at_end.wide())?,
        tax: part(tax.tax_cents, left.wide(), left_at_end.wide())?,
    })
}

/// The part of `whole` in proportion to the reached part of the end, rounded to a multiple of the
/// step.
pub(super) fn part_of(
    whole: Cents,
    reached: i128,
    end: i128,
    step_cents: i64,
) -> Result<Cents, RoundingError> {
    if end == 0 || whole.is_zero() {
        return Ok(Cents::ZERO);
    }
    let exact = Ratio::whole(whole.wide()).mul(Ratio::new(reached, end)?)?;
    let cents = exact.round_to_step(step_cents, RoundingMode::HOUSE)?;
    Cents::from_wide(cents).map_err(|_| RoundingError::OutOfRange)
}
