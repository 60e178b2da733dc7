//! Sells random carts until it is killed: `sell-loop DATA KEY_FILE USERNAME PIN SEED`.

use std::io::{self, Write as _};

use anyhow::{Context, Result, bail};
use kasapro_tests::dice::Dice;
use kasapro_tests::sell_loop::{self, Line, Sold};
use register::view::{CartView, OfferInput, PaymentMethod, ScanOutcome};
use register::{Ids as _, KeyStoreChoice, OpenRequest, Register, SystemSource};
use uuid::Uuid;

/// How many different products it sells.
const PRODUCTS: usize = 40;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, key_file, username, pin, seed] = arguments.as_slice() else {
        bail!("sell-loop DATA KEY_FILE USERNAME PIN SEED");
    };
    let register = Register::open(OpenRequest::new(
        data,
        KeyStoreChoice::File(key_file.into()),
    ))?;
    let people = register.people()?;
    let person = people.iter().find(|person| person.username == *username);
    register.session_unlock(person.context("nobody has this username")?.user_id, pin)?;
    say(&sell_loop::opened(&register)?)?;
    let codes: Vec<_> = register::sample::rows()
        .filter(|row| !row.barcode.is_empty() && !row.weighed)
        .map(|row| (row.barcode, row.name))
        .take(PRODUCTS)
        .collect();
    let mut dice = Dice::new(seed.parse()?);
    loop {
        step(&register, &mut dice, &codes)?;
    }
}

/// One change of the cart, or its payment.
fn step(register: &Register, dice: &mut Dice, codes: &[(&str, String)]) -> Result<()> {
    let cart = register.cart_view()?;
    match dice.below(10) {
        0..=1 if !cart.items.is_empty() => pay(register, dice, &cart),
        2 if !cart.items.is_empty() => remove(register, dice, &cart),
        _ => add(register, dice, codes),
    }
}

fn add(register: &Register, dice: &mut Dice, codes: &[(&str, String)]) -> Result<()> {
    let (code, name) = dice.pick(codes).context("there is nothing to sell")?;
    let count = 1 + dice.below(4);
    say(&Line::Adding {
        name: name.clone(),
        thousandths: i64::try_from(count)? * 1000,
    })?;
    let scan = register.cart_scan(id(), code, Some(&count.to_string()))?;
    if scan.outcome != ScanOutcome::Added {
        bail!("{code} is not in the catalog");
    }
    changed(&scan.cart)
}

fn remove(register: &Register, dice: &mut Dice, cart: &CartView) -> Result<()> {
    let item = dice.pick(&cart.items).context("the cart is empty")?;
    let name = item.name.clone();
    say(&Line::Removing { name })?;
    changed(&register.cart_remove(id(), item.line_id)?)
}

fn pay(register: &Register, dice: &mut Dice, cart: &CartView) -> Result<()> {
    let method = match dice.below(3) {
        0 => PaymentMethod::Qris,
        _ => PaymentMethod::Cash,
    };
    let offer = OfferInput {
        method,
        amount_text: None,
        reference: (method == PaymentMethod::Qris).then(|| "QR-1".to_owned()),
    };
    say(&Line::Paying)?;
    let done = register.tender_complete(id(), cart.revision, &[offer])?;
    let shown = register.transaction_show(done.transaction_id)?;
    say(&Line::Sold(Sold {
        receipt_number: done.receipt_number,
        transaction_id: done.transaction_id,
        seq: shown.seq,
    }))?;
    register.done_dismiss()?;
    Ok(())
}

fn changed(cart: &CartView) -> Result<()> {
    let cart = sell_loop::contents(cart);
    say(&Line::Changed { cart })
}

fn id() -> Uuid {
    SystemSource.next_id()
}

/// Writes a line at once: what stays in a buffer is lost with the process.
fn say(line: &Line) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(line)?)?;
    Ok(out.flush()?)
}
