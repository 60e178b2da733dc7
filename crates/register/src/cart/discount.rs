//! Discounts, with the limit of what a cashier may give without approval.

use std::str::FromStr as _;

use domain::cart::Cart;
use domain::discount::Discount;
use domain::user::{Approval, Permission};
use ledger::CartRow;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::change::{add_approval, current_cart};
use super::limit::needs_approval;
use super::parts::check_parts;
use crate::authority::InPlace;
use crate::command::{Command, CommandContext};
use crate::error::{AppError, CurrentCartError};
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{ApprovalInput, CartView, DiscountInput, DiscountKind};

impl Register {
    /// Gives a discount on an item, or on the whole cart when no item is named. Without a discount
    /// it removes the present one. Above the store's limit somebody with a higher role must
    /// approve.
    pub fn cart_discount(
        &self,
        command_id: Uuid,
        line_id: Option<u32>,
        discount: Option<&DiscountInput>,
        approval: Option<&ApprovalInput>,
    ) -> Result<CartView, AppError> {
        self.run(
            Command::new(command_id, Permission::Discount),
            |context| self.give_discount(context, line_id, discount, approval),
            |context, outcome| context.shop.show_cart(&outcome.cart(context.shop)?),
        )
    }

    fn give_discount(
        &self,
        context: &CommandContext<'_>,
        line_id: Option<u32>,
        discount: Option<&DiscountInput>,
        approval: Option<&ApprovalInput>,
    ) -> Result<CartRow, AppError> {
        let shop = context.shop;
        shop.open_shift_id()?;
        let discount = discount
            .map(|input| read_discount(shop, input))
            .transpose()?;
        // Checking the PIN of an approval takes time, so it is done before the commit, on the cart
        // as it is now. The commit refuses when the cart has changed meanwhile.
        let seen = shop.cart()?;
        if seen.state.cart.is_empty() {
            return Err(CurrentCartError::Empty.into());
        }
        let mut after = seen.state;
        apply(&mut after.cart, line_id, discount)?;
        let settings = shop.settings();
        let store = &settings.store;
        if discount.is_some() && needs_approval(&after, store)? {
            let permission = Permission::DiscountAboveLimit;
            let actor = self.permit_in_place(shop, permission, InPlace::Approved(approval))?;
            // The cashier who takes the money may be another person: the entry must say who gave
            // the discount.
            let given = actor.approval.unwrap_or(Approval {
                user_id: actor.user_id,
                permission,
            });
            add_approval(&mut after, given, store)?;
        }
        check_parts(&after, store)?;
        context.commit(|commit| {
            let in_force = shop.settings_in(commit)?;
            let is_as_seen = current_cart(commit, &in_force.store)?.revision == seen.revision;
            if !is_as_seen || in_force.store != *store {
                return Err(CurrentCartError::Changed.into());
            }
            after.completed_transaction_id = None;
            Ok(commit.cart_save(after, context.command_id, seen.revision)?)
        })
    }
}

pub(super) fn apply(
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

pub(super) fn read_discount(shop: &Shop, input: &DiscountInput) -> Result<Discount, AppError> {
    let discount = match input.kind {
        DiscountKind::Amount => Discount::Amount(
            shop.money()?
                .parse(&input.value_text, "discount")
                .map_err(|_| CurrentCartError::DiscountInvalid)?,
        ),
        DiscountKind::Percent => {
            let text = input
                .value_text
                .trim()
                .trim_end_matches('%')
                .replace(',', ".");
            let percent =
                Decimal::from_str(text.trim()).map_err(|_| CurrentCartError::DiscountInvalid)?;
            Discount::Percent(percent)
        }
    };
    discount
        .check()
        .map_err(|_| CurrentCartError::DiscountInvalid)?;
    Ok(discount)
}
