//! Changing the stored cart.

use domain::cart::{Cart, TransactionKind};
use domain::user::{Approval, Permission, allows};
use ledger::{CartRow, Commit, UserRow};
use uuid::Uuid;

use super::approvals::{approvals_of, remember};
use super::limit::{exceeds_limit, is_approved};
use crate::error::AppError;
use crate::money::parse_quantity;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::CartView;

impl Register {
    /// The cart as it is stored, with its totals.
    pub fn cart_view(&self) -> Result<CartView, AppError> {
        let shop = self.shop()?;
        self.actor(&shop)?;
        let row = stored(&shop)?;
        shop.show_cart(&row)
    }

    /// Sets the quantity of an item.
    pub fn cart_set_quantity(
        &self,
        command_id: Uuid,
        line_id: u32,
        quantity_text: &str,
    ) -> Result<CartView, AppError> {
        let quantity = parse_quantity(quantity_text)?;
        self.change_cart(command_id, Permission::Sell, |cart| {
            let item = cart
                .item(line_id)
                .ok_or(AppError::NotFound { what: "cart item" })?;
            if !item.weighed && !quantity.is_whole() && is_counted(item.unit.as_deref()) {
                return Err(AppError::QuantityInvalid);
            }
            Ok(cart.set_quantity(line_id, quantity)?)
        })
    }

    /// Takes an item out.
    pub fn cart_remove(&self, command_id: Uuid, line_id: u32) -> Result<CartView, AppError> {
        self.change_cart(command_id, Permission::Sell, |cart| {
            Ok(cart.remove(line_id)?)
        })
    }

    /// Takes the last change back.
    pub fn cart_undo(&self, command_id: Uuid) -> Result<CartView, AppError> {
        self.change_cart(command_id, Permission::Sell, |cart| Ok(cart.undo()?))
    }

    /// Throws the whole cart away; it can be undone.
    pub fn cart_clear(&self, command_id: Uuid) -> Result<CartView, AppError> {
        self.change_cart(command_id, Permission::ClearCart, |cart| {
            cart.clear();
            Ok(())
        })
    }

    fn change_cart(
        &self,
        command_id: Uuid,
        permission: Permission,
        change: impl FnOnce(&mut Cart) -> Result<(), AppError>,
    ) -> Result<CartView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, permission)?;
        shop.open_shift()?;
        let store = &shop.settings().store;
        let user = self.actor(&shop)?;
        let row = shop.ledger.commit(|commit| {
            let row = current(self, commit)?;
            if row.knows(command_id) {
                return Ok(row);
            }
            let mut cart = row.cart;
            let exceeded = exceeds_limit(&cart, store)?;
            change(&mut cart)?;
            if !exceeded && exceeds_limit(&cart, store)? {
                permit_growth(commit, &cart, &user)?;
            }
            Ok::<_, AppError>(commit.cart_save(&cart, command_id, row.revision)?)
        })?;
        shop.show_cart(&row)
    }
}

/// A discount that was within the limit is above it in a smaller cart: the same rule as for giving it.
fn permit_growth(commit: &mut Commit<'_>, cart: &Cart, user: &UserRow) -> Result<(), AppError> {
    let permission = Permission::DiscountAboveLimit;
    if is_approved(&approvals_of(commit, cart.id())?) {
        return Ok(());
    }
    if !allows(user.role, permission) {
        return Err(AppError::ApprovalRequired { permission });
    }
    let user_id = user.user_id;
    remember(
        commit,
        cart.id(),
        Approval {
            user_id,
            permission,
        },
    )
}

/// Whether a unit is counted in whole pieces; anything measured may be cut.
fn is_counted(unit: Option<&str>) -> bool {
    unit.is_none_or(|unit| {
        matches!(
            unit.to_lowercase().as_str(),
            "" | "pcs" | "pc" | "pack" | "dus" | "botol" | "buah"
        )
    })
}

/// The stored cart, ready to be changed. An untouched cart gets a new id first: until then it bears
/// the id of the command that paid the one before, see [`crate::tender`].
pub(crate) fn current(register: &Register, commit: &Commit<'_>) -> Result<CartRow, AppError> {
    let mut row = commit
        .cart_load()?
        .ok_or(AppError::Defect("a shop without a cart"))?;
    if is_untouched(&row.cart) && row.knows(row.cart.id()) {
        row.cart = fresh(register);
    }
    Ok(row)
}

/// See [`current`].
pub(super) fn stored(shop: &Shop) -> Result<CartRow, AppError> {
    shop.ledger
        .cart_load()?
        .ok_or(AppError::Defect("a shop without a cart"))
}

/// Whether nobody has done anything to this cart.
pub(crate) fn is_untouched(cart: &Cart) -> bool {
    cart.is_empty() && !cart.can_undo()
}

/// An empty cart for the next customer.
pub(crate) fn fresh(register: &Register) -> Cart {
    Cart::new(register.new_id(), TransactionKind::Sale)
}
