//! How far the offered payments reach. Changes nothing.

use domain::money::Cents;
use domain::tender::{PaymentMethod, Tender, cash_due, quick_cash};
use domain::totals::totals;
use domain::user::Permission;

use super::offer::{needed, read_drafts};
use crate::cart::{payment_view, rules as totals_rules, with_parts};
use crate::error::{AppError, CurrentCartError};
use crate::money::MoneyText;
use crate::register::Register;
use crate::view::{OfferInput, QuickCashView, TenderView};

/// The ways of paying that a store takes, in the order of the buttons.
const METHODS: [PaymentMethod; 5] = [
    PaymentMethod::Cash,
    PaymentMethod::Qris,
    PaymentMethod::Card,
    PaymentMethod::Transfer,
    PaymentMethod::Other,
];

impl Register {
    /// What the offers come to for the cart as it is, after the parts that were taken already:
    /// change, rounding, what is still owed.
    pub fn tender_preview(&self, offers: &[OfferInput]) -> Result<TenderView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::Sell)?;
        let state = shop.cart()?.state;
        if state.cart.is_empty() {
            return Err(CurrentCartError::Empty.into());
        }
        let settings = shop.settings();
        let money = shop.money()?;
        let due = totals(&state.cart, &totals_rules(&settings.store))?.net_amount_cents;
        let rounding = settings.store.cash_rounding.as_ref();
        let offers = needed(due, read_drafts(money, offers)?);
        let result = with_parts(&state, &settings.store, due, offers)?;
        let rest_in_cash = cash_due(result.remaining_cents, rounding)?;
        Ok(TenderView {
            due: money.view(due),
            cash_remaining: money.view(rest_in_cash),
            rounding: money.view(result.rounding_cents),
            received: money.view(received(&result)?),
            remaining: money.view(result.remaining_cents),
            change: money.view(result.change_cents),
            complete: result.complete,
            payments: result
                .payments
                .iter()
                .map(|paid| payment_view(money, paid))
                .collect(),
            quick_cash: quick_amounts(money, rest_in_cash)?,
            methods: METHODS.to_vec(),
            needs_reference: METHODS
                .into_iter()
                .filter(|method| method.needs_reference())
                .collect(),
        })
    }
}

fn received(tender: &Tender) -> Result<Cents, AppError> {
    Ok(Cents::sum(
        tender.payments.iter().map(|paid| paid.tendered_cents),
    )?)
}

fn quick_amounts(money: MoneyText, due: Cents) -> Result<Vec<QuickCashView>, AppError> {
    let amounts = quick_cash(due, &money.currency())?;
    Ok(amounts
        .into_iter()
        .map(|amount| {
            let shown = money.view(amount);
            QuickCashView {
                cents: shown.cents,
                text: shown.text,
                amount_text: money.typed(amount),
                exact: amount == due,
            }
        })
        .collect())
}
