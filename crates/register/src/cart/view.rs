//! The cart as screens show it.

use domain::cart::CartItem;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::totals::{ItemTotals, TaxLine, totals};
use ledger::CartRow;

use super::item::rules;
use super::parts::parts_view;
use crate::error::AppError;
use crate::money::MoneyText;
use crate::shop::Shop;
use crate::view::{CartItemView, CartView, TaxLineView};

impl Shop {
    /// The cart with its totals, and the sale that was just paid, until it is dismissed.
    pub(crate) fn show_cart(&self, row: &CartRow) -> Result<CartView, AppError> {
        let settings = self.settings();
        let money = self.money()?;
        let cart = &row.state.cart;
        let sums = totals(cart, &rules(&settings.store))?;
        let items = cart.items().iter().zip(&sums.items);
        let done = self.done_of(row)?;
        Ok(CartView {
            cart_id: cart.id(),
            revision: row.revision,
            items: items
                .map(|(item, sums)| item_view(money, item, sums))
                .collect(),
            line_count: sums.item_count,
            quantity_text: money.quantity(pieces(cart.items())?),
            gross: money.view(sums.gross_amount_cents),
            discount: money.view(sums.discount_cents),
            tax_lines: sums
                .tax_lines
                .iter()
                .map(|line| tax_view(money, line))
                .collect(),
            total: money.view(sums.net_amount_cents),
            can_undo: cart.can_undo(),
            last_line_id: cart.last_touched(),
            taken: parts_view(money, &row.state, &settings.store, sums.net_amount_cents)?,
            done,
        })
    }
}

fn item_view(money: MoneyText, item: &CartItem, sums: &ItemTotals) -> CartItemView {
    let discount = sums.item_discount_cents;
    let net = sums
        .gross_cents
        .checked_sub(discount)
        .unwrap_or(Cents::ZERO);
    CartItemView {
        line_id: item.line_id,
        product_id: item.product_id,
        name: item.name.clone(),
        sku: item.sku.clone(),
        barcode: item.barcode.clone(),
        unit: item.unit.clone(),
        weighed: item.weighed,
        quantity_thousandths: item.quantity_thousandths.thousandths(),
        quantity_text: money.quantity(item.quantity_thousandths),
        unit_price: money.view(item.unit_price_cents),
        discount: (!discount.is_zero()).then(|| money.view(discount)),
        total: money.view(net),
    }
}

fn tax_view(money: MoneyText, line: &TaxLine) -> TaxLineView {
    TaxLineView {
        name: line.name.clone(),
        base: money.view(line.base_cents),
        tax: money.view(line.tax_cents),
        inclusive: line.inclusive,
    }
}

/// Pieces as a person counts them at the counter: a weighed bag is one.
fn pieces(items: &[CartItem]) -> Result<Quantity, AppError> {
    let each = items.iter().map(|item| {
        if item.weighed {
            Quantity::ONE
        } else {
            item.quantity_thousandths
        }
    });
    Ok(Quantity::sum(each)?)
}
