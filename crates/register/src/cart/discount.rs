//! Discounts, with the limit that a cashier may give alone.

use std::str::FromStr as _;

use domain::cart::Cart;
use domain::discount::Discount;
use domain::money::Cents;
use domain::store::StoreSettings;
use domain::totals::totals;
use domain::user::Permission;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::approvals::remember;
use super::change::current;
use super::item::rules;
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
        let store = &shop.settings().store;
        let approval = if is_above_limit(&cart, line_id, store)? {
            let permission = Permission::DiscountAboveLimit;
            self.permit_in_place(&shop, permission, InPlace::Approved(approval))?
                .approval
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

/// Whether what was just given comes to more than the store's limit of its price.
fn is_above_limit(
    cart: &Cart,
    line_id: Option<u32>,
    store: &StoreSettings,
) -> Result<bool, AppError> {
    let totals = totals(cart, &rules(store))?;
    let (price, given) = if let Some(line_id) = line_id {
        let item = totals.items.iter().find(|item| item.line_id == line_id);
        item.map_or((Cents::ZERO, Cents::ZERO), |item| {
            (item.gross_cents, item.item_discount_cents)
        })
    } else {
        let own = totals
            .discount_cents
            .checked_sub(totals.cart_discount_cents)?;
        (
            totals.gross_amount_cents.checked_sub(own)?,
            totals.cart_discount_cents,
        )
    };
    let limit = Decimal::from(price.value()) * store.discount_limit_percent / Decimal::ONE_HUNDRED;
    Ok(Decimal::from(given.value()) > limit)
}
