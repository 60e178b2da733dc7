//! The store's limit on discounts, asked of a cart.

use domain::cart::Cart;
use domain::discount_limit::DiscountLimit;
use domain::store::StoreSettings;
use domain::totals::totals;

use super::item::rules;
use crate::error::AppError;

/// Whether the cart gives away more than a cashier may alone, on one item or in total.
pub(crate) fn exceeds_limit(cart: &Cart, store: &StoreSettings) -> Result<bool, AppError> {
    Ok(DiscountLimit::of(store)?.is_exceeded(&totals(cart, &rules(store))?))
}
