//! Payments as typed and as shown.

use domain::money::Cents;
use domain::tender::PaymentOffer;
use domain::text::clean;

use crate::error::{AppError, InputError};
use crate::money::MoneyText;
use crate::view::OfferInput;

/// The longest reference of a card terminal or of QRIS.
const MAX_REFERENCE_LETTERS: usize = 64;

/// Reads the offers that are to be taken.
pub(super) fn read_offers(
    money: MoneyText,
    offers: &[OfferInput],
) -> Result<Vec<PaymentOffer>, AppError> {
    offers
        .iter()
        .map(|offer| read_offer(money, offer))
        .collect()
}

/// Reads offers that are still being typed: what they must say may be missing yet.
pub(super) fn read_drafts(
    money: MoneyText,
    offers: &[OfferInput],
) -> Result<Vec<PaymentOffer>, AppError> {
    offers
        .iter()
        .map(|offer| read_draft(money, offer))
        .collect()
}

/// The offers that a total needs. When nothing is due, an offer of "the rest" is dropped.
pub(super) fn needed(due: Cents, mut offers: Vec<PaymentOffer>) -> Vec<PaymentOffer> {
    if due.is_zero() {
        offers.retain(|offer| offer.amount_cents.is_some());
    }
    offers
}

/// Reads one offer that is to be taken.
pub(super) fn read_offer(money: MoneyText, offer: &OfferInput) -> Result<PaymentOffer, AppError> {
    let offer = read_draft(money, offer)?;
    offer.check_reference()?;
    Ok(offer)
}

fn read_draft(money: MoneyText, offer: &OfferInput) -> Result<PaymentOffer, AppError> {
    let amount_cents: Option<Cents> = offer
        .amount_text
        .as_deref()
        .map(|text| money.parse(text, "amount"))
        .transpose()?;
    let reference = offer.reference.as_deref().map(clean);
    let reference = reference.filter(|text| !text.is_empty());
    if reference
        .as_ref()
        .is_some_and(|text| text.chars().count() > MAX_REFERENCE_LETTERS)
    {
        return Err(InputError::AmountInvalid { field: "reference" }.into());
    }
    Ok(PaymentOffer {
        method: offer.method,
        amount_cents,
        reference,
    })
}
