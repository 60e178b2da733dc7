//! How much a cashier may give away alone.

use domain::cart::Cart;
use domain::currency::Currency;
use domain::money::Cents;
use domain::store::StoreSettings;
use domain::totals::totals;
use domain::user::{Approval, Permission};
use rust_decimal::Decimal;

use super::item::rules;
use crate::error::AppError;

/// The store's limit as a part of a price.
struct Limit {
    percent: Decimal,
    /// A percentage is rounded to what can be paid: this much above the limit is still the limit.
    step: Decimal,
}

impl Limit {
    fn of(store: &StoreSettings) -> Result<Self, AppError> {
        let currency = Currency::from_code(&store.currency)?;
        Ok(Self {
            percent: store.discount_limit_percent,
            step: Decimal::from(currency.step_cents()),
        })
    }

    /// Whether `given` of `price` is above the limit, by more than so many roundings explain.
    fn is_passed(&self, given: Cents, price: Cents, roundings: usize) -> bool {
        let limit = Decimal::from(price.value()) * self.percent / Decimal::ONE_HUNDRED;
        let rounded = self.step * Decimal::from(roundings);
        Decimal::from(given.value()) > limit && Decimal::from(given.value()) >= limit + rounded
    }
}

/// Whether the discount on this item, or the one on the whole cart, is above the limit by itself.
pub(super) fn is_above_limit(
    cart: &Cart,
    line_id: Option<u32>,
    store: &StoreSettings,
) -> Result<bool, AppError> {
    let limit = Limit::of(store)?;
    let totals = totals(cart, &rules(store))?;
    if let Some(line_id) = line_id {
        let item = totals.items.iter().find(|item| item.line_id == line_id);
        return Ok(
            item.is_some_and(|item| limit.is_passed(item.item_discount_cents, item.gross_cents, 1))
        );
    }
    let own = totals
        .discount_cents
        .checked_sub(totals.cart_discount_cents)?;
    let price = totals.gross_amount_cents.checked_sub(own)?;
    Ok(limit.is_passed(totals.cart_discount_cents, price, 1))
}

/// Whether the cart gives more away than a cashier may alone: on an item, or all in all.
///
/// Asked again after each change and when it is paid: a fixed amount that was little of ten pieces
/// is all of one.
pub(crate) fn exceeds_limit(cart: &Cart, store: &StoreSettings) -> Result<bool, AppError> {
    let limit = Limit::of(store)?;
    let totals = totals(cart, &rules(store))?;
    let on_an_item = totals
        .items
        .iter()
        .any(|item| limit.is_passed(item.item_discount_cents, item.gross_cents, 1));
    // Each item rounds once, and the cart once more.
    let roundings = totals.items.len().saturating_add(1);
    Ok(on_an_item || limit.is_passed(totals.discount_cents, totals.gross_amount_cents, roundings))
}

/// Whether somebody who may has let the discounts of a cart pass.
pub(crate) fn is_approved(approvals: &[Approval]) -> bool {
    approvals
        .iter()
        .any(|approval| approval.permission == Permission::DiscountAboveLimit)
}
