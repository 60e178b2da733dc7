//! The parts of a split payment that were taken already. The customer's money has moved, so that
//! they stay with the cart until it is paid or a person gives one back.

use domain::money::Cents;
use domain::store::StoreSettings;
use domain::tender::{Payment, PaymentOffer, Tender, TenderRules, tender};
use ledger::CartState;

use super::limit::figures;
use crate::error::{AppError, PaymentError};
use crate::money::MoneyText;
use crate::view::{PaymentView, TakenPartsView};

/// Refuses a cart that its parts do not fit: one that is worth less, or that is empty.
pub(super) fn check_parts(state: &CartState, store: &StoreSettings) -> Result<(), AppError> {
    let due = figures(state, store)?.net_amount_cents;
    if state.payments_taken.is_empty() {
        return Ok(());
    }
    if state.cart.is_empty() || with_parts(state, store, due, Vec::new()).is_err() {
        return Err(PaymentError::PartsTaken.into());
    }
    Ok(())
}

/// What the parts of this cart and then these offers come to.
pub(crate) fn with_parts(
    state: &CartState,
    store: &StoreSettings,
    due: Cents,
    offers: Vec<PaymentOffer>,
) -> Result<Tender, AppError> {
    let offers = after_parts(state, store, due, offers)?;
    tender_of(store, due, &offers)
}

/// The parts of this cart as offers, and these behind them. When nothing is left to pay, an offer
/// of "the rest" is dropped.
pub(crate) fn after_parts(
    state: &CartState,
    store: &StoreSettings,
    due: Cents,
    mut offers: Vec<PaymentOffer>,
) -> Result<Vec<PaymentOffer>, AppError> {
    let mut all: Vec<PaymentOffer> = state.payments_taken.iter().map(taken).collect();
    if tender_of(store, due, &all)?.complete {
        offers.retain(|offer| offer.amount_cents.is_some());
    }
    all.append(&mut offers);
    Ok(all)
}

fn tender_of(
    store: &StoreSettings,
    due: Cents,
    offers: &[PaymentOffer],
) -> Result<Tender, AppError> {
    let rules = TenderRules::new(&store.currency);
    Ok(tender(due, offers, store.cash_rounding.as_ref(), &rules)?)
}

fn taken(payment: &Payment) -> PaymentOffer {
    PaymentOffer {
        method: payment.method,
        amount_cents: Some(payment.tendered_cents),
        reference: payment.reference.clone(),
    }
}

/// The parts as screens show them; none when nothing was taken.
pub(super) fn parts_view(
    money: MoneyText,
    state: &CartState,
    store: &StoreSettings,
    due: Cents,
) -> Result<Option<TakenPartsView>, AppError> {
    if state.payments_taken.is_empty() {
        return Ok(None);
    }
    let so_far = with_parts(state, store, due, Vec::new())?;
    let sum = Cents::sum(so_far.payments.iter().map(|paid| paid.tendered_cents))?;
    Ok(Some(TakenPartsView {
        payments: so_far
            .payments
            .iter()
            .map(|paid| payment_view(money, paid))
            .collect(),
        sum: money.view(sum),
        remaining: money.view(so_far.remaining_cents),
    }))
}

pub(crate) fn payment_view(money: MoneyText, payment: &Payment) -> PaymentView {
    PaymentView {
        method: payment.method,
        amount: money.view(payment.amount_cents),
        tendered: money.view(payment.tendered_cents),
        change: money.view(payment.change_cents),
        reference: payment.reference.clone(),
    }
}
