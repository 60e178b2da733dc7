//! How much discount a cashier may give without approval; see [`crate::discount_approval`] for the
//! scope of an approval.

use rust_decimal::Decimal;

use crate::currency::CurrencyError;
use crate::money::{Cents, MoneyError};
use crate::store::StoreSettings;
use crate::totals::{ItemTotals, Totals};

/// The store's limit as a part of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiscountLimit {
    percent: Decimal,
    /// In minor units. A percentage is rounded to an amount that can be paid, so a discount less
    /// than this above the limit is still within it.
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

    /// Whether the item's own discount is above the limit by itself.
    pub(crate) fn is_above_on(&self, item: &ItemTotals) -> bool {
        self.is_passed(item.item_discount_cents, item.gross_cents, 1)
    }

    /// The smallest amount that can be paid, in minor units.
    pub(crate) const fn step_cents(&self) -> i64 {
        self.step_cents
    }

    /// Whether the discount on the whole cart is above the limit by itself.
    pub(crate) fn is_above_on_cart(&self, totals: &Totals) -> Result<bool, MoneyError> {
        let on_items = totals
            .discount_cents
            .checked_sub(totals.cart_discount_cents)?;
        let price = totals.gross_amount_cents.checked_sub(on_items)?;
        Ok(self.is_passed(totals.cart_discount_cents, price, 1))
    }

    /// Whether this discount in total is above the limit for the cart.
    pub(crate) fn is_above_in_all(&self, totals: &Totals, given: Cents) -> bool {
        // Each item is rounded once, and the cart once more.
        let roundings = totals.items.len().saturating_add(1);
        self.is_passed(given, totals.gross_amount_cents, roundings)
    }

    /// Whether `given` of `price` is above the limit by more than this many roundings explain. A
    /// value that cannot be computed counts as above the limit.
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
