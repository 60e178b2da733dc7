//! The store's limit on discounts, asked of a cart.

use domain::discount_limit::DiscountLimit;
use domain::store::StoreSettings;
use domain::totals::{Totals, totals};
use ledger::CartState;

use super::item::rules;
use crate::error::AppError;

/// Whether the cart gives away more than a cashier may alone and than its approvals hold for.
pub(crate) fn needs_approval(state: &CartState, store: &StoreSettings) -> Result<bool, AppError> {
    let limit = DiscountLimit::of(store)?;
    Ok(limit.needs_approval(&figures(state, store)?, &state.approvals))
}

/// What the cart comes to. A change that leaves a cart without totals is refused: nobody could pay
/// it or even see it.
pub(crate) fn figures(state: &CartState, store: &StoreSettings) -> Result<Totals, AppError> {
    Ok(totals(&state.cart, &rules(store))?)
}
