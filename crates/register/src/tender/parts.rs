//! A split payment is taken part by part: each is on disk before the next one is asked for.

use domain::store::StoreSettings;
use domain::tender::TenderError;
use domain::totals::totals;
use domain::user::Permission;
use ledger::{CartRow, CartState};
use uuid::Uuid;

use super::offer::read_offer;
use crate::cart::{current_cart, rules, with_parts};
use crate::command::{Command, CommandContext};
use crate::error::{AppError, CurrentCartError, PaymentError};
use crate::register::Register;
use crate::view::{CartView, OfferInput};

impl Register {
    /// Keeps a payment that does not reach as a part of the cart's payment. What pays all of the
    /// rest is no part: it completes the sale.
    pub fn tender_take_part(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        offer: &OfferInput,
    ) -> Result<CartView, AppError> {
        let offer = read_offer(self.shop()?.money()?, offer)?;
        self.change_parts(command_id, cart_revision, |_, state, store| {
            if state.cart.is_empty() {
                return Err(CurrentCartError::Empty.into());
            }
            let due = totals(&state.cart, &rules(store))?.net_amount_cents;
            let result = with_parts(state, store, due, vec![offer])?;
            if result.complete {
                return Err(PaymentError::Tender(TenderError::AlreadyPaid).into());
            }
            state.payments_taken = result.payments;
            Ok(())
        })
    }

    /// Takes a part out again, because its money went back to the customer.
    pub fn tender_remove_part(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        place: u32,
    ) -> Result<CartView, AppError> {
        self.change_parts(command_id, cart_revision, |context, state, _| {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            if place >= state.payments_taken.len() {
                return Err(AppError::NotFound { what: "payment" });
            }
            let part = state.payments_taken.remove(place);
            log::info!(
                "a part in {:?} was taken out by {}",
                part.method,
                context.actor.user_id
            );
            Ok(())
        })
    }

    fn change_parts(
        &self,
        command_id: Uuid,
        cart_revision: i64,
        change: impl FnOnce(&CommandContext<'_>, &mut CartState, &StoreSettings) -> Result<(), AppError>,
    ) -> Result<CartView, AppError> {
        self.run(
            Command::new(command_id, Permission::Sell),
            |context| save_parts(context, cart_revision, change),
            |context, outcome| context.shop.show_cart(&outcome.cart(context.shop)?),
        )
    }
}

fn save_parts(
    context: &CommandContext<'_>,
    cart_revision: i64,
    change: impl FnOnce(&CommandContext<'_>, &mut CartState, &StoreSettings) -> Result<(), AppError>,
) -> Result<CartRow, AppError> {
    context.shop.open_shift_id()?;
    context.commit(|commit| {
        let store = &context.shop.settings_in(commit)?.store;
        let row = current_cart(commit, store)?;
        if row.revision != cart_revision {
            return Err(CurrentCartError::Changed.into());
        }
        let mut state = row.state;
        change(context, &mut state, store)?;
        Ok(commit.cart_save(state, context.command_id, row.revision)?)
    })
}
