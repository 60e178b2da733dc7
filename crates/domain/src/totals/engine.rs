//! From a cart to its totals.

use super::order::ItemOrder;
use super::taxes::{Taxed, tax_items};
use super::{ItemTotals, TaxAmount, TaxLine, Totals, TotalsError, TotalsRules};
use crate::allocate::allocate;
use crate::cart::{Cart, CartItem, TransactionKind};
use crate::currency::Currency;
use crate::discount::Discount;
use crate::money::{Cents, MoneyError};
use crate::quantity::Quantity;

/// Computes the totals of `cart` by `rules`.
///
/// The sums are checked before they are returned.
///
/// ```
/// use domain::cart::{Cart, NewItem, TransactionKind};
/// use domain::discount::Discount;
/// use domain::money::Cents;
/// use domain::quantity::Quantity;
/// use domain::totals::{TotalsRules, totals};
/// use uuid::Uuid;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut cart = Cart::new(Uuid::from_u128(1), TransactionKind::Sale);
/// let noodles = NewItem {
///     product_id: Uuid::from_u128(2),
///     name: "Mi Goreng".to_owned(),
///     sku: None,
///     barcode: Some("8991234567892".to_owned()),
///     unit_price_cents: Cents::new(350_000)?, // Rp 3.500
///     cost_cents: None,
///     weighed: false,
///     unit: None,
///     tax_rates: Vec::new(),
/// };
/// let line = cart.add_item(noodles, Quantity::whole(2)?)?;
/// cart.set_item_discount(line, Some(Discount::Percent("10".parse()?)))?;
///
/// let totals = totals(&cart, &TotalsRules::house("IDR"))?;
/// assert_eq!(totals.gross_amount_cents, Cents::new(700_000)?);
/// assert_eq!(totals.discount_cents, Cents::new(70_000)?);
/// assert_eq!(totals.net_amount_cents, Cents::new(630_000)?); // Rp 6.300
/// # Ok(())
/// # }
/// ```
pub fn totals(cart: &Cart, rules: &TotalsRules) -> Result<Totals, TotalsError> {
    let step_cents = Currency::from_code(&rules.currency_code)?.step_cents();
    // Leftover units of a split go to the first of equal shares. A fixed order of the items
    // therefore makes the due of the same goods independent of the order of scanning.
    let order = ItemOrder::of(cart.items());
    let items = order.sorted(cart.items());
    let prices = discounted(&items, cart.discount(), step_cents)?;
    let nets = prices.iter().map(|price| price.net).collect::<Vec<_>>();
    let mut taxed = tax_items(&items, &nets, step_cents, rules.tax_rounding)?;
    taxed.items = order.restored(taxed.items);
    taxed.sort_lines(cart.items());
    let totals = sum(cart, &order.restored(prices), taxed)?;
    let totals = match cart.kind() {
        TransactionKind::Sale => totals,
        TransactionKind::Refund => totals.mirrored()?,
    };
    totals.check()?;
    Ok(totals)
}

/// An item's price after all discounts.
struct Price {
    gross: Cents,
    item_discount: Cents,
    cart_discount: Cents,
    net: Cents,
}

fn discounted(
    items: &[&CartItem],
    discount: Option<Discount>,
    step_cents: i64,
) -> Result<Vec<Price>, TotalsError> {
    let mut prices = items
        .iter()
        .map(|item| own_price(item, step_cents))
        .collect::<Result<Vec<_>, _>>()?;
    let Some(discount) = discount else {
        return Ok(prices);
    };
    let price = Cents::sum(prices.iter().map(|price| price.net))?;
    let cents = discount.capped_cents_of(price, step_cents)?;
    if cents.is_zero() {
        return Ok(prices);
    }
    // All figures are multiples of the step. Splitting in steps keeps the shares multiples, too.
    let steps = |amount: Cents| amount.value().checked_div(step_cents).unwrap_or(0);
    let weights = prices
        .iter()
        .map(|price| steps(price.net))
        .collect::<Vec<_>>();
    let shares = allocate(Cents::new(steps(cents))?, &weights)?;
    for (price, share) in prices.iter_mut().zip(shares) {
        price.cart_discount = share.checked_mul(step_cents)?;
        price.net = price.net.checked_sub(price.cart_discount)?;
    }
    Ok(prices)
}

fn own_price(item: &CartItem, step_cents: i64) -> Result<Price, TotalsError> {
    let gross = item
        .quantity_thousandths
        .price(item.unit_price_cents, step_cents)?;
    let item_discount = match item.discount {
        Some(discount) => discount.capped_cents_of(gross, step_cents)?,
        None => Cents::ZERO,
    };
    Ok(Price {
        gross,
        item_discount,
        cart_discount: Cents::ZERO,
        net: gross.checked_sub(item_discount)?,
    })
}

fn sum(cart: &Cart, prices: &[Price], taxed: Taxed) -> Result<Totals, TotalsError> {
    let mut items = Vec::with_capacity(prices.len());
    for ((item, price), tax) in cart.items().iter().zip(prices).zip(taxed.items) {
        let on_top = tax
            .iter()
            .filter(|tax| !tax.inclusive)
            .map(|tax| tax.tax_cents);
        items.push(ItemTotals {
            line_id: item.line_id,
            gross_cents: price.gross,
            item_discount_cents: price.item_discount,
            cart_discount_cents: price.cart_discount,
            discount_cents: price.item_discount.checked_add(price.cart_discount)?,
            net_cents: price.net,
            subtotal_cents: price.net.checked_add(Cents::sum(on_top)?)?,
            tax,
        });
    }
    let tax_lines: Vec<TaxLine> = taxed.lines.into_iter().map(|(line, _)| line).collect();
    let tax_of = |inclusive: bool| {
        let lines = tax_lines.iter().filter(|line| line.inclusive == inclusive);
        Cents::sum(lines.map(|line| line.tax_cents))
    };
    Ok(Totals {
        gross_amount_cents: Cents::sum(items.iter().map(|item| item.gross_cents))?,
        discount_cents: Cents::sum(items.iter().map(|item| item.discount_cents))?,
        cart_discount_cents: Cents::sum(items.iter().map(|item| item.cart_discount_cents))?,
        exclusive_tax_cents: tax_of(false)?,
        inclusive_tax_cents: tax_of(true)?,
        net_amount_cents: Cents::sum(items.iter().map(|item| item.subtotal_cents))?,
        item_count: u32::try_from(items.len()).map_err(|_| TotalsError::OutOfRange)?,
        quantity_thousandths: Quantity::sum(
            cart.items().iter().map(|item| item.quantity_thousandths),
        )?,
        tax_lines,
        items,
    })
}

impl Totals {
    /// The same totals with every amount of the other sign.
    pub fn mirrored(self) -> Result<Self, MoneyError> {
        Ok(Self {
            items: self
                .items
                .into_iter()
                .map(ItemTotals::mirrored)
                .collect::<Result<_, _>>()?,
            gross_amount_cents: self.gross_amount_cents.checked_neg()?,
            discount_cents: self.discount_cents.checked_neg()?,
            cart_discount_cents: self.cart_discount_cents.checked_neg()?,
            tax_lines: self
                .tax_lines
                .into_iter()
                .map(TaxLine::mirrored)
                .collect::<Result<_, _>>()?,
            exclusive_tax_cents: self.exclusive_tax_cents.checked_neg()?,
            inclusive_tax_cents: self.inclusive_tax_cents.checked_neg()?,
            net_amount_cents: self.net_amount_cents.checked_neg()?,
            item_count: self.item_count,
            quantity_thousandths: self.quantity_thousandths,
        })
    }
}

impl ItemTotals {
    fn mirrored(self) -> Result<Self, MoneyError> {
        Ok(Self {
            line_id: self.line_id,
            gross_cents: self.gross_cents.checked_neg()?,
            item_discount_cents: self.item_discount_cents.checked_neg()?,
            cart_discount_cents: self.cart_discount_cents.checked_neg()?,
            discount_cents: self.discount_cents.checked_neg()?,
            net_cents: self.net_cents.checked_neg()?,
            tax: self
                .tax
                .into_iter()
                .map(TaxAmount::mirrored)
                .collect::<Result<_, _>>()?,
            subtotal_cents: self.subtotal_cents.checked_neg()?,
        })
    }
}

impl TaxAmount {
    fn mirrored(self) -> Result<Self, MoneyError> {
        Ok(Self {
            taxable_cents: self.taxable_cents.checked_neg()?,
            tax_cents: self.tax_cents.checked_neg()?,
            ..self
        })
    }
}

impl TaxLine {
    fn mirrored(self) -> Result<Self, MoneyError> {
        Ok(Self {
            taxable_cents: self.taxable_cents.checked_neg()?,
            base_cents: self.base_cents.checked_neg()?,
            tax_cents: self.tax_cents.checked_neg()?,
            ..self
        })
    }
}
