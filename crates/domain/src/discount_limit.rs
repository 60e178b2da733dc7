//! How much a cashier may give away without approval.

use rust_decimal::Decimal;

use crate::currency::CurrencyError;
use crate::money::{Cents, MoneyError};
use crate::store::StoreSettings;
use crate::totals::Totals;
use crate::user::{Approval, Permission};

/// The store's limit as a part of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiscountLimit {
    percent: Decimal,
    /// A percentage is rounded to what can be paid, so less than this above the limit is still
    /// the limit. In minor units.
    step_cents: i64,
}

impl DiscountLimit {
    /// The limit of a store.
    pub fn of(store: &StoreSettings) -> Result<Self, CurrencyError> {
        Ok(Self {
            percent: store.discount_limit_percent,
            step_cents: store.currency()?.step_cents(),
        })
    }

    /// Whether the item's own discount is above the limit by itself; false for a line that the cart
    /// does not have.
    pub fn is_above_on_item(&self, totals: &Totals, line_id: u32) -> bool {
        let item = totals.items.iter().find(|item| item.line_id == line_id);
        item.is_some_and(|item| self.is_passed(item.item_discount_cents, item.gross_cents, 1))
    }

    /// Whether the discount on the whole cart is above the limit by itself.
    pub fn is_above_on_cart(&self, totals: &Totals) -> Result<bool, MoneyError> {
        let on_items = totals
            .discount_cents
            .checked_sub(totals.cart_discount_cents)?;
        let price = totals.gross_amount_cents.checked_sub(on_items)?;
        Ok(self.is_passed(totals.cart_discount_cents, price, 1))
    }

    /// Whether a cart gives away more than a cashier may alone, on one item or in total.
    ///
    /// Ask again after each change and when the cart is paid: a fixed amount that was little on ten
    /// pieces is everything on one.
    pub fn is_exceeded(&self, totals: &Totals) -> bool {
        let on_an_item = totals
            .items
            .iter()
            .any(|item| self.is_passed(item.item_discount_cents, item.gross_cents, 1));
        // Each item rounds once, and the cart once more.
        let roundings = totals.items.len().saturating_add(1);
        on_an_item || self.is_passed(totals.discount_cents, totals.gross_amount_cents, roundings)
    }

    /// Whether `given` of `price` is above the limit by more than so many roundings explain. What
    /// cannot be computed is above it.
    fn is_passed(&self, given: Cents, price: Cents, roundings: usize) -> bool {
        let given = Decimal::from(given.value());
        let limit = Decimal::from(price.value())
            .checked_mul(self.percent)
            .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED));
        let slack = Decimal::from(self.step_cents).checked_mul(Decimal::from(roundings));
        let Some((limit, slack)) = limit.zip(slack) else {
            return true;
        };
        let with_slack = limit.checked_add(slack);
        given > limit && with_slack.is_none_or(|with_slack| given >= with_slack)
    }
}

/// Whether one of these approvals lets the discounts of a cart exceed the limit.
pub fn is_approved(approvals: &[Approval]) -> bool {
    approvals
        .iter()
        .any(|approval| approval.permission == Permission::DiscountAboveLimit)
}
