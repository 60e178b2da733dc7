//! Discounts, with the limit that a cashier may give alone.

use std::str::FromStr as _;

use domain::cart::Cart;
use domain::discount::Discount;
use domain::user::{Approval, Permission};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::approvals::{approvals_so_far, remember};
use super::change::current;
use super::limit::{exceeds_limit, is_above_limit, is_approved};
use crate::authority::InPlace;
use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{ApprovalInput, CartView, DiscountInput, DiscountKind};

impl Register {
    /// Gives (or, with nothing, takes back) a discount on an item, or on the whole cart when no
    /// item is named. Above the store's limit somebody with a higher role must approve.
    pub fn cart_discount(
        &self,
        command_id: Uuid,
        line_id: Option<u32>,
        discount: Option<&DiscountInput>,
        approval: Option<&ApprovalInput>,
    ) -> Result<CartView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::Discount)?;
        shop.open_shift()?;
        let discount = discount
            .map(|input| read_discount(&shop, input))
            .transpose()?;
        // The PIN of an approval takes its time to check: it is done before the commit, on the
        // cart as it is now; the commit refuses when that has changed.
        let seen = shop.ledger.cart_load()?.filter(|row| !row.cart.is_empty());
        let seen = seen.ok_or(AppError::CartEmpty)?;
        let mut cart = seen.cart.clone();
        apply(&mut cart, line_id, discount)?;
        let approval = if discount.is_some() && needs_approval(&shop, &cart, line_id)? {
            let permission = Permission::DiscountAboveLimit;
            let actor = self.permit_in_place(&shop, permission, InPlace::Approved(approval))?;
            // Somebody else may take the money: the entry says who gave it away.
            Some(actor.approval.unwrap_or(Approval {
                user_id: actor.user_id,
                permission,
            }))
        } else {
            None
        };
        let row = shop.ledger.commit(|commit| {
            let row = current(self, commit)?;
            if row.knows(command_id) {
                return Ok(row);
            }
            if row.revision != seen.revision {
                return Err(AppError::CartChanged);
            }
            if let Some(approval) = approval {
                remember(commit, cart.id(), approval)?;
            }
            Ok(commit.cart_save(&cart, command_id, row.revision)?)
        })?;
        shop.show_cart(&row)
    }
}

fn apply(
    cart: &mut Cart,
    line_id: Option<u32>,
    discount: Option<Discount>,
) -> Result<(), AppError> {
    match line_id {
        Some(line_id) => cart.set_item_discount(line_id, discount)?,
        None => cart.set_cart_discount(discount)?,
    }
    Ok(())
}

fn read_discount(shop: &Shop, input: &DiscountInput) -> Result<Discount, AppError> {
    let discount = match input.kind {
        DiscountKind::Amount => Discount::Amount(
            shop.money()?
                .parse(&input.value_text, "discount")
                .map_err(|_| AppError::DiscountInvalid)?,
        ),
        DiscountKind::Percent => {
            let text = input
                .value_text
                .trim()
                .trim_end_matches('%')
                .replace(',', ".");
            let percent = Decimal::from_str(text.trim()).map_err(|_| AppError::DiscountInvalid)?;
            Discount::Percent(percent)
        }
    };
    discount.check().map_err(|_| AppError::DiscountInvalid)?;
    Ok(discount)
}

/// Whether this discount goes above the limit by itself, or together with what was given before
/// without anybody's approval.
fn needs_approval(shop: &Shop, cart: &Cart, line_id: Option<u32>) -> Result<bool, AppError> {
    let store = &shop.settings().store;
    if is_above_limit(cart, line_id, store)? {
        return Ok(true);
    }
    let approvals = approvals_so_far(&shop.ledger, cart.id())?;
    Ok(!is_approved(&approvals) && exceeds_limit(cart, store)?)
}
