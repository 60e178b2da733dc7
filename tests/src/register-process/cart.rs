//! Fills random carts and takes the payments, until it is killed.

use anyhow::{Context, Result, bail};
use register::Register;
use register::view::{CartView, OfferInput, PaymentMethod, ScanOutcome};
use test_support::process::cart::{Sold, Step, contents, opened};
use test_support::random::SeededRandom;
use test_support::shop::{exact_cash, new_id};

use crate::print;

/// How many different products it sells.
const PRODUCTS: usize = 40;

/// Sells endlessly.
pub(crate) fn run(register: &Register, mut random: SeededRandom) -> Result<()> {
    print(&opened(register)?)?;
    let codes: Vec<_> = register::sample::rows()
        .filter(|row| !row.barcode.is_empty() && !row.weighed)
        .map(|row| (row.barcode, row.name))
        .take(PRODUCTS)
        .collect();
    loop {
        change_or_pay(register, &mut random, &codes)?;
    }
}

fn change_or_pay(
    register: &Register,
    random: &mut SeededRandom,
    codes: &[(&str, String)],
) -> Result<()> {
    let cart = register.cart_view()?;
    match random.below(10) {
        0..=1 if !cart.items.is_empty() => pay(register, random, &cart),
        2 if !cart.items.is_empty() => remove(register, random, &cart),
        _ => add(register, random, codes),
    }
}

fn add(register: &Register, random: &mut SeededRandom, codes: &[(&str, String)]) -> Result<()> {
    let (code, name) = random.pick(codes).context("there is nothing to sell")?;
    let count = 1 + random.below(4);
    print(&Step::Adding {
        name: name.clone(),
        thousandths: i64::try_from(count)? * 1000,
    })?;
    let scan = register.cart_scan(new_id(), code, Some(&count.to_string()))?;
    if scan.outcome != ScanOutcome::Added {
        bail!("{code} is not in the catalog");
    }
    print_changed(&scan.cart)
}

fn remove(register: &Register, random: &mut SeededRandom, cart: &CartView) -> Result<()> {
    let item = random.pick(&cart.items).context("the cart is empty")?;
    let name = item.name.clone();
    print(&Step::Removing { name })?;
    print_changed(&register.cart_remove(new_id(), item.line_id)?)
}

fn pay(register: &Register, random: &mut SeededRandom, cart: &CartView) -> Result<()> {
    let offer = match random.below(3) {
        0 => OfferInput {
            method: PaymentMethod::Qris,
            amount_text: None,
            reference: Some("QR-1".to_owned()),
        },
        _ => exact_cash(),
    };
    print(&Step::Paying)?;
    let done = register.tender_complete(new_id(), cart.revision, &[offer])?;
    let shown = register.transaction_show(done.transaction_id)?;
    print(&Step::Sold(Sold {
        receipt_number: done.receipt_number,
        transaction_id: done.transaction_id,
        seq: shown.seq,
    }))?;
    register.done_dismiss(new_id())?;
    Ok(())
}

fn print_changed(cart: &CartView) -> Result<()> {
    let cart = contents(cart);
    print(&Step::Changed { cart })
}
