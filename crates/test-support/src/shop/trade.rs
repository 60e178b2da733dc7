//! Actions of a test at an open register.

use anyhow::{Context, Result};
use domain::cart::TransactionKind;
use domain::quantity::Quantity;
use register::error::ErrorCode;
use register::view::{
    CountInput, OfferInput, PaymentMethod, ProductDetail, ProductInput, ProductStatus,
};
use register::{Register, Ticket, TicketItem};
use uuid::Uuid;

use super::new_id;
use crate::random::SeededRandom;

/// How many different products are sold.
const PRODUCTS: u32 = 30;
/// Changed prices are multiples of this.
const PRICE_STEP: u64 = 500;

/// Unlocks a register for a person.
///
/// # Errors
/// When no person has the username, or the PIN is wrong.
pub fn unlock(register: &Register, username: &str, pin: &str) -> Result<()> {
    let people = register.people()?;
    let person = people.iter().find(|person| person.username == username);
    let person = person.with_context(|| format!("no person is called {username}"))?;
    register.session_unlock(person.user_id, pin)?;
    Ok(())
}

/// A counted drawer, as one amount.
pub fn amount(text: &str) -> CountInput {
    CountInput {
        amount_text: Some(text.to_owned()),
        denominations: Vec::new(),
    }
}

/// A payment in cash of exactly what is due.
pub fn exact_cash() -> OfferInput {
    OfferInput {
        method: PaymentMethod::Cash,
        amount_text: None,
        reference: None,
    }
}

/// Opens a shift, unless one is open.
///
/// # Errors
/// When it is refused.
pub fn ensure_open_shift(register: &Register) -> Result<()> {
    if register.app_status()?.shift.is_none() {
        register.shift_open(new_id(), &amount("200000"))?;
    }
    Ok(())
}

/// Products that are sold by the piece and have a price: the same products on every register.
///
/// # Errors
/// When the register cannot show its products.
pub fn sold_products(register: &Register) -> Result<Vec<Uuid>> {
    let active = Some(ProductStatus::Active);
    let page = register.products_list("", None, active, None, PRODUCTS)?;
    let sold = page
        .rows
        .into_iter()
        .filter(|row| !row.weighed && row.price.is_some());
    Ok(sold.map(|row| row.product_id).collect())
}

/// Sells some of these products, paid exactly; the id of the sale.
///
/// # Errors
/// When it is refused.
pub fn sell_some(
    register: &Register,
    random: &mut SeededRandom,
    products: &[Uuid],
) -> Result<Uuid> {
    let mut items = Vec::new();
    for _ in 0..=random.below(4) {
        items.push(TicketItem {
            product_id: *random.pick(products).context("there is nothing to sell")?,
            quantity: Quantity::whole(i64::try_from(1 + random.below(5))?)?,
            unit_price: None,
        });
    }
    let offer = match random.below(3) {
        0 => OfferInput {
            method: PaymentMethod::Qris,
            amount_text: None,
            reference: Some("QR-1".to_owned()),
        },
        _ => exact_cash(),
    };
    let ticket = Ticket {
        kind: TransactionKind::Sale,
        items,
        offers: vec![offer],
        original_transaction_id: None,
    };
    Ok(register.ring_up(new_id(), &ticket, None)?.transaction_id)
}

/// Changes the price of one of these products; false if another edit arrived first.
///
/// # Errors
/// When it is refused for another reason.
pub fn change_a_price(
    register: &Register,
    random: &mut SeededRandom,
    products: &[Uuid],
) -> Result<bool> {
    let product_id = *random.pick(products).context("there is nothing to edit")?;
    let shown = register.product_show(product_id)?;
    let price = (1 + random.below(200)) * PRICE_STEP;
    match register.product_save(new_id(), &with_price(shown, price)) {
        Ok(_) => Ok(true),
        Err(error) if error.code() == ErrorCode::ProductChanged => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn with_price(shown: ProductDetail, price: u64) -> ProductInput {
    ProductInput {
        product_id: Some(shown.product_id),
        base_revision: shown.revision,
        name: shown.name,
        sku: shown.sku,
        barcode: shown.barcode,
        category: shown.category,
        unit: shown.unit,
        weighed: shown.weighed,
        price_text: price.to_string(),
        cost_text: shown.cost_text,
        tax_exempt: shown.tax_exempt,
        low_stock_threshold_text: shown.low_stock_threshold_text,
    }
}
