//! The actions of a cashier: scan, take payment, hand out the receipt.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use test_support::window::Window;
use test_support::window::keys::{ALT, CONTROL, ENTER, ESCAPE, F9};

use crate::catalog::Product;
use crate::money::{RUPIAH, is_amount, rupiah};

/// How a customer pays.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Paid {
    /// Exactly what is due, by one key.
    Exact,
    /// Notes worth this much more than is due, rounded up to whole thousands.
    Notes { more_cents: i64 },
    /// By card, with the number on the slip.
    Card(&'static str),
    /// By QRIS, with the number on the customer's phone.
    Qris(&'static str),
}

/// A cart: products and how many of each.
pub(crate) type Cart = Vec<(Product, i64)>;

/// What a cart costs, summed by the test itself.
pub(crate) fn cost_cents(cart: &Cart) -> i64 {
    cart.iter()
        .map(|(product, count)| product.price_cents * count)
        .sum()
}

/// Scans a cart; more than one of a product as `3*` and a scan.
pub(crate) async fn ring_up(window: &Window, cart: &Cart) -> Result<()> {
    let mut total_cents = 0;
    for (product, count) in cart {
        let before_cents = total_cents;
        total_cents += product.price_cents * count;
        while !add(window, product, *count, before_cents).await?
            && !was_added(window, total_cents).await?
        {
            // The machine stalled during the scan: the cashier clears the result and scans again.
            put_away(window, before_cents).await?;
        }
    }
    wait_total(window, total_cents).await
}

/// The result of a scan that was slower than a scanner, as soon as the screen shows it.
async fn was_added(window: &Window, total_cents: i64) -> Result<bool> {
    let deadline = Instant::now() + Duration::from_secs(3);
    while Instant::now() < deadline {
        if window.shows("scan-problem").await? || window.shows("command-text").await? {
            return Ok(false);
        }
        if window.shows("cart-total").await?
            && is_amount(&window.text("cart-total").await?, total_cents)
        {
            return Ok(true);
        }
    }
    // The whole scan was swallowed.
    Ok(false)
}

/// One scan. Returns whether it arrived at a scanner's speed.
async fn add(window: &Window, product: &Product, count: i64, before_cents: i64) -> Result<bool> {
    if count > 1 {
        // A scan leaves the done screen automatically, after a moment; typing does not.
        if before_cents > 0 {
            wait_total(window, before_cents).await?;
        } else if window.shows("done-next").await? {
            window.hands_off().await?;
            window.click("done-next").await?;
        }
        window.find("sell-screen").await?;
        window.press(&format!("{count}*")).await?;
    }
    window.scan(&product.code).await
}

/// Scans a code that is not an item of the sale, and scans again if the machine has stalled. The
/// total of the cart is `total_cents` before and after it.
pub(crate) async fn scan_aside(window: &Window, code: &str, total_cents: i64) -> Result<()> {
    while !window.scan(code).await? {
        put_away(window, total_cents).await?;
    }
    Ok(())
}

/// Clears the result of a scan that a stalled machine turned into typing: `Esc` clears the typed
/// text, and a product that was added is undone.
pub(crate) async fn put_away(window: &Window, total_cents: i64) -> Result<()> {
    window.hands_off().await?;
    window.press(&format!("{ESCAPE}{ESCAPE}")).await?;
    let is_shown = window.shows("cart-total").await?;
    if is_shown && !is_amount(&window.text("cart-total").await?, total_cents) {
        window.chord(CONTROL, 'z').await?;
    }
    if is_shown {
        wait_total(window, total_cents).await?;
    }
    Ok(())
}

/// Waits until the total of the cart is this.
pub(crate) async fn wait_total(window: &Window, cents: i64) -> Result<()> {
    window
        .wait_text("cart-total", |text| is_amount(text, cents))
        .await?;
    Ok(())
}

/// Opens the tender screen for the cart.
pub(crate) async fn tender(window: &Window, due_cents: i64) -> Result<()> {
    window.hands_off().await?;
    window.key(F9).await?;
    let due = rupiah(due_cents);
    window.wait_text("tender-due", |text| text == due).await?;
    // The figures have arrived from the register, so the screen is ready for the payment.
    window
        .wait_text("tender-received", |text| text.starts_with("Rp"))
        .await?;
    Ok(())
}

/// Takes the payment for the cart and returns the receipt's number.
pub(crate) async fn pay(window: &Window, due_cents: i64, paid: Paid) -> Result<String> {
    tender(window, due_cents).await?;
    let due = rupiah(due_cents);
    let change_cents = match paid {
        Paid::Exact => {
            // An immediate F9 would be taken for the one that opened the screen.
            window.hands_off().await?;
            window.key(F9).await?;
            0
        }
        Paid::Notes { more_cents } => {
            let thousand = 1_000 * RUPIAH;
            let notes = (due_cents + more_cents + thousand - 1) / thousand * thousand;
            window.press(&(notes / RUPIAH).to_string()).await?;
            window.key(ENTER).await?;
            notes - due_cents
        }
        Paid::Qris(reference) => by_reference(window, '2', reference).await?,
        Paid::Card(reference) => by_reference(window, '3', reference).await?,
    };
    window.find("done-screen").await?;
    ensure!(
        window.text("done-total").await? == due,
        "another total than was due"
    );
    let change = rupiah(change_cents);
    window
        .wait_text("done-change", |text| text == change)
        .await?;
    window.text("done-number").await
}

/// Pays by a method other than cash, with the reference that the cashier reads.
async fn by_reference(window: &Window, method: char, reference: &str) -> Result<i64> {
    window.chord(ALT, method).await?;
    window.fill("tender-reference", reference).await?;
    window.key(ENTER).await?;
    Ok(0)
}
