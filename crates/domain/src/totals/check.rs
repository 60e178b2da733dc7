//! Checks the sums independently: figures of the engine must add up when they are read back.

use super::{ItemTotals, TaxAmount, Totals, TotalsError};
use crate::money::{Cents, MoneyError};

/// A sum that totals must satisfy (Promise 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumLaw {
    /// An item's discount is its own and its share of the cart's.
    ItemDiscount,
    /// An item's net is its gross minus its discount.
    ItemNet,
    /// An item's subtotal is its net and the taxes on top.
    ItemSubtotal,
    /// The gross amount is the sum over items.
    Gross,
    /// The discount is the sum over items.
    Discount,
    /// The cart's discount is the sum of its shares.
    CartDiscount,
    /// Every tax line is the sum of the items' taxes of that id.
    Tax,
    /// The taxable amount of a tax line is the sum over items.
    Taxable,
    /// The amount due is gross minus discount plus the taxes on top.
    Net,
    /// The item count is the number of lines.
    Count,
}

impl Totals {
    /// Verifies every sum, also for figures from outside.
    pub fn check(&self) -> Result<(), TotalsError> {
        for item in &self.items {
            check_item(item)?;
        }
        let sum = |amount: fn(&ItemTotals) -> Cents| Cents::sum(self.items.iter().map(amount));
        holds(
            self.gross_amount_cents,
            sum(|item| item.gross_cents),
            SumLaw::Gross,
        )?;
        holds(
            self.discount_cents,
            sum(|item| item.discount_cents),
            SumLaw::Discount,
        )?;
        let shares = sum(|item| item.cart_discount_cents);
        holds(self.cart_discount_cents, shares, SumLaw::CartDiscount)?;
        self.check_taxes()?;
        let due = self
            .gross_amount_cents
            .checked_sub(self.discount_cents)
            .and_then(|net| net.checked_add(self.exclusive_tax_cents));
        holds(self.net_amount_cents, due, SumLaw::Net)?;
        holds(
            self.net_amount_cents,
            sum(|item| item.subtotal_cents),
            SumLaw::Net,
        )?;
        if usize::try_from(self.item_count) == Ok(self.items.len()) {
            Ok(())
        } else {
            Err(TotalsError::SumsDiffer(SumLaw::Count))
        }
    }

    fn check_taxes(&self) -> Result<(), TotalsError> {
        for inclusive in [false, true] {
            let lines = self
                .tax_lines
                .iter()
                .filter(|line| line.inclusive == inclusive);
            let total = Cents::sum(lines.map(|line| line.tax_cents));
            let stated = if inclusive {
                self.inclusive_tax_cents
            } else {
                self.exclusive_tax_cents
            };
            holds(stated, total, SumLaw::Tax)?;
            // Every tax of an item must also be in a tax line.
            let parts = self.items.iter().flat_map(|item| &item.tax);
            let parts = parts.filter(|tax| tax.inclusive == inclusive);
            let parts = Cents::sum(parts.map(|tax| tax.tax_cents));
            holds(stated, parts, SumLaw::Tax)?;
        }
        for line in &self.tax_lines {
            // Two rates of one id (a rate that changed) are one figure for the tax office.
            let same = |id: &str, inclusive: bool| id == line.tax_id && inclusive == line.inclusive;
            let lines = self
                .tax_lines
                .iter()
                .filter(|line| same(&line.tax_id, line.inclusive));
            let parts = self.items.iter().flat_map(|item| &item.tax);
            let parts = parts.filter(|tax| same(&tax.tax_id, tax.inclusive));
            holds(
                Cents::sum(lines.clone().map(|line| line.tax_cents))?,
                Cents::sum(parts.clone().map(|tax| tax.tax_cents)),
                SumLaw::Tax,
            )?;
            holds(
                Cents::sum(lines.map(|line| line.taxable_cents))?,
                Cents::sum(parts.map(|tax| tax.taxable_cents)),
                SumLaw::Taxable,
            )?;
        }
        Ok(())
    }
}

fn check_item(item: &ItemTotals) -> Result<(), TotalsError> {
    let discount = item
        .item_discount_cents
        .checked_add(item.cart_discount_cents);
    holds(item.discount_cents, discount, SumLaw::ItemDiscount)?;
    let net = item.gross_cents.checked_sub(item.discount_cents);
    holds(item.net_cents, net, SumLaw::ItemNet)?;
    let on_top = |tax: &&TaxAmount| !tax.inclusive;
    let tax = Cents::sum(item.tax.iter().filter(on_top).map(|tax| tax.tax_cents))?;
    holds(
        item.subtotal_cents,
        item.net_cents.checked_add(tax),
        SumLaw::ItemSubtotal,
    )
}

fn holds(stated: Cents, sum: Result<Cents, MoneyError>, law: SumLaw) -> Result<(), TotalsError> {
    if stated == sum? {
        Ok(())
    } else {
        Err(TotalsError::SumsDiffer(law))
    }
}
