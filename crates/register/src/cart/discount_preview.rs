//! What a discount would come to, for who gives it and for who approves it.

use ledger::CartState;

use super::discount::{apply, read_discount};
use super::limit::figures;
use crate::error::{AppError, CurrentCartError};
use crate::register::Register;
use crate::view::{DiscountInput, DiscountPreview};
use domain::money::Cents;
use domain::totals::Totals;
use domain::user::Permission;

impl Register {
    /// What a discount would make of an item, or of the whole cart. Changes nothing.
    pub fn cart_discount_preview(
        &self,
        line_id: Option<u32>,
        discount: &DiscountInput,
    ) -> Result<DiscountPreview, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::Discount)?;
        let mut state = shop.cart()?.state;
        if state.cart.is_empty() {
            return Err(CurrentCartError::Empty.into());
        }
        apply(
            &mut state.cart,
            line_id,
            Some(read_discount(&shop, discount)?),
        )?;
        let sums = figures(&state, &shop.settings().store)?;
        let (name, before, taken) = concerned(&state, &sums, line_id);
        let money = shop.money()?;
        Ok(DiscountPreview {
            name,
            before: money.view(before),
            discount: money.view(taken),
            after: money.view(before.checked_sub(taken)?),
        })
    }
}

/// The name, the gross amount and what is taken off: of the item, or of the whole cart.
fn concerned(
    state: &CartState,
    sums: &Totals,
    line_id: Option<u32>,
) -> (Option<String>, Cents, Cents) {
    let mut items = state.cart.items().iter().zip(&sums.items);
    match items.find(|(item, _)| Some(item.line_id) == line_id) {
        Some((item, sums)) => (
            Some(item.name.clone()),
            sums.gross_cents,
            sums.item_discount_cents,
        ),
        None => (None, sums.gross_amount_cents, sums.discount_cents),
    }
}
