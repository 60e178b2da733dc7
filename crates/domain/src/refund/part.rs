//! The amounts of a part of a sale when it is refunded.
//!
//! The k-th part of a line is the difference of two cumulative figures of the sale's own line: the
//! amount of the first k, minus the amount refunded before. So all parts sum to the line,
//! independent of today's prices, discounts and taxes.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::line_figures::{LineFigures, part_of};
use super::{RefundError, SoldAndRefunded};
use crate::cart::{Cart, CartItem, TransactionKind};
use crate::currency::Currency;
use crate::money::{Cents, MoneyError};
use crate::quantity::Quantity;
use crate::tender::Payouts;
use crate::totals::{ItemTotals, TaxAmount, TaxLine, Totals};
use crate::transaction::{TransactionBody, TransactionItem};

/// A refund of a known sale, priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundPart {
    /// The returned goods, one line for each line of the sale that they come from.
    pub cart: Cart,
    /// Its figures, below zero.
    pub totals: Totals,
    /// How much money has gone in and out for the sale so far.
    pub payouts: Payouts,
}

/// Prices the returned part of a sale, after the earlier refunds.
///
/// If a product is in several lines of the sale, the first line is refunded first.
pub fn price_refund(
    cart_id: Uuid,
    sale: &TransactionBody,
    refunds: &[TransactionBody],
    wanted: &[(Uuid, Quantity)],
) -> Result<RefundPart, RefundError> {
    let before = returned(sale, refunds, &[])?;
    let after = returned(sale, refunds, wanted)?;
    let step_cents = Currency::from_code(&sale.currency)?.step_cents();
    let taken = taken_of_lines(sale, &before)?
        .into_iter()
        .zip(taken_of_lines(sale, &after)?);
    let mut lines = Vec::new();
    let mut sums = BTreeMap::new();
    for (item, (earlier, now)) in sale.items.iter().zip(taken) {
        let until_then = LineFigures::up_to(item, earlier, step_cents)?;
        let until_now = LineFigures::up_to(item, now, step_cents)?;
        for (tax, (then, now)) in item
            .taxes
            .iter()
            .zip(until_then.taxes.iter().zip(&until_now.taxes))
        {
            let (sum_then, sum_now) = sums
                .entry((tax.tax_id.as_str(), tax.inclusive))
                .or_insert((Cents::ZERO, Cents::ZERO));
            *sum_then = sum_then.checked_add(then.taxable)?;
            *sum_now = sum_now.checked_add(now.taxable)?;
        }
        if now > earlier {
            let figures = until_now.since(&until_then)?;
            lines.push((item, now.checked_sub(earlier)?, figures));
        }
    }
    let totals = totals_of(sale, &lines, &sums, step_cents)?;
    let items = (1_u32..)
        .zip(&lines)
        .map(|(line_id, (item, quantity, _))| cart_item(line_id, item, *quantity));
    let cart = Cart::of_items(cart_id, TransactionKind::Refund, items.collect());
    Ok(RefundPart {
        cart,
        totals,
        payouts: payouts(sale, refunds)?,
    })
}

fn payouts(sale: &TransactionBody, refunds: &[TransactionBody]) -> Result<Payouts, MoneyError> {
    let net = refunds.iter().map(|refund| refund.net_amount_cents.abs());
    let paid = refunds.iter().map(|refund| Ok(refund.total_cents()?.abs()));
    let paid = paid.collect::<Result<Vec<_>, MoneyError>>()?;
    Ok(Payouts {
        sale_net: sale.net_amount_cents,
        sale_paid: sale.total_cents()?,
        refunded_net: Cents::sum(net)?,
        refunded_paid: Cents::sum(paid)?,
    })
}

/// The returned quantity of each product, including this refund.
fn returned(
    sale: &TransactionBody,
    refunds: &[TransactionBody],
    wanted: &[(Uuid, Quantity)],
) -> Result<SoldAndRefunded, RefundError> {
    if sale.kind != TransactionKind::Sale {
        return Err(RefundError::NotASale);
    }
    let mut quantities = SoldAndRefunded::default();
    quantities.add(sale);
    for refund in refunds {
        quantities.add(refund);
    }
    for (product_id, quantity) in wanted {
        if *quantity <= Quantity::ZERO {
            return Err(RefundError::OutOfRange);
        }
        quantities.add_refunded(*product_id, quantity.thousandths());
        if quantities.left_thousandths(*product_id) < 0 {
            return Err(RefundError::ExceedsSale {
                product_id: *product_id,
            });
        }
    }
    Ok(quantities)
}

/// How much of each line of the sale has been returned.
fn taken_of_lines(
    sale: &TransactionBody,
    quantities: &SoldAndRefunded,
) -> Result<Vec<Quantity>, RefundError> {
    let mut left = quantities.refunded.clone();
    let mut taken = Vec::with_capacity(sale.items.len());
    for item in &sale.items {
        let left = left.entry(item.product_id).or_default();
        let here = (*left).clamp(0, item.quantity_thousandths.thousandths().into());
        *left = left.saturating_sub(here);
        let here = i64::try_from(here).map_err(|_| RefundError::OutOfRange)?;
        taken.push(Quantity::new(here)?);
    }
    Ok(taken)
}

type RefundedLine<'a> = (&'a TransactionItem, Quantity, LineFigures);
type TaxableSums<'a> = BTreeMap<(&'a str, bool), (Cents, Cents)>;

fn totals_of(
    sale: &TransactionBody,
    lines: &[RefundedLine<'_>],
    sums: &TaxableSums<'_>,
    step_cents: i64,
) -> Result<Totals, RefundError> {
    let mut items = Vec::with_capacity(lines.len());
    for (line_id, (item, _, figures)) in (1_u32..).zip(lines) {
        items.push(item_totals(line_id, item, figures)?);
    }
    let sum = |amount: fn(&ItemTotals) -> Cents| Cents::sum(items.iter().map(amount));
    let tax_lines = tax_lines(sale, &items, sums, step_cents)?;
    let tax_of = |inclusive: bool| {
        let lines = tax_lines.iter().filter(|line| line.inclusive == inclusive);
        Cents::sum(lines.map(|line| line.tax_cents))
    };
    let totals = Totals {
        gross_amount_cents: sum(|item| item.gross_cents)?,
        discount_cents: sum(|item| item.discount_cents)?,
        cart_discount_cents: sum(|item| item.cart_discount_cents)?,
        exclusive_tax_cents: tax_of(false)?,
        inclusive_tax_cents: tax_of(true)?,
        net_amount_cents: sum(|item| item.subtotal_cents)?,
        item_count: u32::try_from(items.len()).map_err(|_| RefundError::OutOfRange)?,
        quantity_thousandths: Quantity::sum(lines.iter().map(|(_, quantity, _)| *quantity))?,
        tax_lines,
        items,
    };
    let totals = totals.mirrored()?;
    totals.check()?;
    Ok(totals)
}

fn item_totals(
    line_id: u32,
    item: &TransactionItem,
    figures: &LineFigures,
) -> Result<ItemTotals, RefundError> {
    let net = figures.gross.checked_sub(figures.discount)?;
    let tax: Vec<TaxAmount> = item
        .taxes
        .iter()
        .zip(&figures.taxes)
        .map(|(tax, figures)| TaxAmount {
            tax_id: tax.tax_id.clone(),
            taxable_cents: figures.taxable,
            tax_cents: figures.tax,
            inclusive: tax.inclusive,
        })
        .collect();
    let on_top = tax.iter().filter(|tax| !tax.inclusive);
    let on_top = Cents::sum(on_top.map(|tax| tax.tax_cents))?;
    Ok(ItemTotals {
        line_id,
        gross_cents: figures.gross,
        item_discount_cents: figures.discount.checked_sub(figures.cart_discount)?,
        cart_discount_cents: figures.cart_discount,
        discount_cents: figures.discount,
        net_cents: net,
        subtotal_cents: net.checked_add(on_top)?,
        tax,
    })
}

/// The sale's tax lines, with the refunded taxes. An item does not record which of two rates of one
/// tax it had, so both then count in the first line.
fn tax_lines(
    sale: &TransactionBody,
    items: &[ItemTotals],
    sums: &TaxableSums<'_>,
    step_cents: i64,
) -> Result<Vec<TaxLine>, RefundError> {
    let mut lines: Vec<TaxLine> = Vec::new();
    for line in &sale.tax_lines {
        let same = |id: &str, inclusive: bool| id == line.tax_id && inclusive == line.inclusive;
        if lines
            .iter()
            .any(|known| same(&known.tax_id, known.inclusive))
        {
            continue;
        }
        let taxes = items.iter().flat_map(|item| &item.tax);
        let taxes: Vec<&TaxAmount> = taxes
            .filter(|tax| same(&tax.tax_id, tax.inclusive))
            .collect();
        if taxes.is_empty() {
            continue;
        }
        let of_sale = || {
            let lines = sale.tax_lines.iter();
            lines.filter(|other| same(&other.tax_id, other.inclusive))
        };
        let base = Cents::sum(of_sale().map(|line| line.base_cents))?;
        let taxable = Cents::sum(of_sale().map(|line| line.taxable_cents))?;
        let key = (line.tax_id.as_str(), line.inclusive);
        let (then, now) = sums.get(&key).copied().unwrap_or_default();
        let base_at = |reached: Cents| part_of(base, reached.wide(), taxable.wide(), step_cents);
        lines.push(TaxLine {
            taxable_cents: Cents::sum(taxes.iter().map(|tax| tax.taxable_cents))?,
            base_cents: base_at(now)?.checked_sub(base_at(then)?)?,
            tax_cents: Cents::sum(taxes.iter().map(|tax| tax.tax_cents))?,
            ..line.clone()
        });
    }
    Ok(lines)
}

fn cart_item(line_id: u32, item: &TransactionItem, quantity: Quantity) -> CartItem {
    CartItem {
        line_id,
        product_id: item.product_id,
        name: item.product_name.clone(),
        sku: item.sku.clone(),
        barcode: item.barcode.clone(),
        unit_price_cents: item.unit_price_cents,
        cost_cents: item.cost_cents,
        quantity_thousandths: quantity,
        weighed: !quantity.is_whole(),
        unit: item.unit.clone(),
        tax_rates: Vec::new(),
        discount: None,
        price_overridden: false,
    }
}
