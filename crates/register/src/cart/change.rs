//! Changing the current cart.

use domain::cart::{Cart, TransactionKind};
use domain::discount_approval::ApprovedDiscounts;
use domain::store::StoreSettings;
use domain::user::{Approval, Permission, allows};
use ledger::{CartRow, CartState, Commit};
use uuid::Uuid;

use super::limit::{figures, needs_approval};
use super::parts::check_parts;
use crate::authority::Actor;
use crate::command::{Command, CommandContext, CommandOutcome};
use crate::error::{AccessError, AppError};
use crate::register::Register;
use crate::shop::Shop;
use crate::view::CartView;

/// The most approvals that are kept with a cart.
const APPROVALS_MAX: usize = 50;

impl Register {
    /// The cart as it is stored, with its totals.
    pub fn cart_view(&self) -> Result<CartView, AppError> {
        let shop = self.shop()?;
        self.actor(&shop)?;
        shop.show_cart(&shop.cart()?)
    }

    /// Sets the quantity of an item.
    pub fn cart_set_quantity(
        &self,
        command_id: Uuid,
        line_id: u32,
        quantity_text: &str,
    ) -> Result<CartView, AppError> {
        let quantity = self.shop()?.money()?.parse_quantity(quantity_text)?;
        self.change_cart(command_id, Permission::Sell, |cart| {
            Ok(cart.set_quantity(line_id, quantity)?)
        })
    }

    /// Removes an item.
    pub fn cart_remove(&self, command_id: Uuid, line_id: u32) -> Result<CartView, AppError> {
        self.change_cart(command_id, Permission::Sell, |cart| {
            Ok(cart.remove(line_id)?)
        })
    }

    /// Undoes the last change.
    pub fn cart_undo(&self, command_id: Uuid) -> Result<CartView, AppError> {
        self.change_cart(command_id, Permission::Sell, |cart| Ok(cart.undo()?))
    }

    /// Empties the cart. This can be undone.
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
        self.run(
            Command::new(command_id, permission),
            |context| {
                context.shop.open_shift_id()?;
                context.change_cart(|state, store| {
                    // A cart without totals, of an earlier program, can still be emptied.
                    let asked_before = needs_approval(state, store).unwrap_or(true);
                    change(&mut state.cart)?;
                    if !asked_before && needs_approval(state, store)? {
                        permit_growth(state, &context.actor, store)?;
                    }
                    Ok(())
                })
            },
            |context, outcome| context.shop.show_cart(&outcome.cart(context.shop)?),
        )
    }
}

impl CommandContext<'_> {
    /// Changes the current cart in one commit. A sale that was just paid is no longer shown then.
    pub(super) fn change_cart(
        &self,
        change: impl FnOnce(&mut CartState, &StoreSettings) -> Result<(), AppError>,
    ) -> Result<CartRow, AppError> {
        self.commit(|commit| {
            let store = &self.shop.settings_in(commit)?.store;
            let row = current_cart(commit, store)?;
            let mut state = row.state;
            change(&mut state, store)?;
            check_parts(&state, store)?;
            state.completed_transaction_id = None;
            Ok(commit.cart_save(state, self.command_id, row.revision)?)
        })
    }
}

impl CommandOutcome<CartRow> {
    /// The cart after the command.
    pub(crate) fn cart(self, shop: &Shop) -> Result<CartRow, AppError> {
        match self {
            Self::Done(row) => Ok(row),
            Self::Repeated => shop.cart(),
        }
    }
}

impl Shop {
    /// The current cart. A shop has one from its setup on.
    pub(crate) fn cart(&self) -> Result<CartRow, AppError> {
        let row = self.ledger.cart_load()?.ok_or(NO_CART)?;
        Ok(with_lines(row, &self.settings().store))
    }
}

/// See [`Shop::cart`], inside a commit.
pub(crate) fn current_cart(
    commit: &Commit<'_>,
    store: &StoreSettings,
) -> Result<CartRow, AppError> {
    let row = commit.cart_load()?.ok_or(NO_CART)?;
    Ok(with_lines(row, store))
}

/// An earlier program stored approvals without what they hold for: they were given in the cart as
/// it stands.
fn with_lines(mut row: CartRow, store: &StoreSettings) -> CartRow {
    let state = &mut row.state;
    if state
        .approvals
        .iter()
        .any(ApprovedDiscounts::is_without_lines)
        && let Ok(sums) = figures(state, store)
    {
        let approvals = std::mem::take(&mut state.approvals);
        let seen = approvals.into_iter().map(|given| given.seen_in(&sums));
        state.approvals = seen.collect();
    }
    row
}

const NO_CART: AppError = AppError::Defect("a shop without a cart");

/// A discount that was within the limit, or within what was approved, can exceed it in a smaller
/// cart: the rule for giving it holds here as well.
fn permit_growth(
    state: &mut CartState,
    actor: &Actor,
    store: &StoreSettings,
) -> Result<(), AppError> {
    let permission = Permission::DiscountAboveLimit;
    if !allows(actor.role, permission) {
        return Err(AccessError::ApprovalRequired { permission }.into());
    }
    let user_id = actor.user_id;
    let approval = Approval {
        user_id,
        permission,
    };
    add_approval(state, approval, store)
}

/// Keeps an approval of the cart as it is, until it is part of the sale's entry.
pub(crate) fn add_approval(
    state: &mut CartState,
    approval: Approval,
    store: &StoreSettings,
) -> Result<(), AppError> {
    let given = ApprovedDiscounts::of(approval, &figures(state, store)?);
    state.approvals.retain(|known| *known != given);
    // Only the last ones can hold for a discount that is still there.
    while state.approvals.len() >= APPROVALS_MAX {
        state.approvals.remove(0);
    }
    state.approvals.push(given);
    Ok(())
}

/// An empty cart for the next customer.
pub(crate) fn new_cart(register: &Register) -> Cart {
    Cart::new(register.new_id(), TransactionKind::Sale)
}
