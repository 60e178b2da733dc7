//! Everyday mistakes at a counter: a wrong number, a change of mind, an unknown code, an extra
//! Enter.

use anyhow::{Result, ensure};
use test_support::window::Window;
use test_support::window::keys::{CONTROL, DELETE, ENTER, ESCAPE, F2, F4};

use super::Day;
use crate::counter_steps::{self, Paid};
use crate::money::rupiah;

/// A valid EAN-13 that is not in any catalog.
const UNKNOWN: &str = "8999999999990";

/// Changes a quantity, removes, undoes, finds by name; then a card.
pub(super) async fn mend_a_cart(day: &mut Day) -> Result<()> {
    let cart = day.cart(&[(3, 1), (8, 1)]);
    counter_steps::ring_up(&day.window, &cart).await?;
    let (first, second) = (cart[0].0.price_cents, cart[1].0.price_cents);
    let window = &day.window;

    window.hands_off().await?;
    window.key(F4).await?;
    window.find("quantity-field").await?;
    window.press(&format!("5{ENTER}")).await?;
    counter_steps::wait_total(window, first + 5 * second).await?;

    window.key(DELETE).await?;
    counter_steps::wait_total(window, first).await?;
    window.chord(CONTROL, 'z').await?;
    counter_steps::wait_total(window, first + 5 * second).await?;
    ensure!(
        window.count("cart-row").await? == 2,
        "undo brings one line back"
    );

    let third = day.cart(&[(20, 1)])[0].0.clone();
    window.key(F2).await?;
    window.find("find-field").await?;
    window.press(&third.name).await?;
    window.find("find-hit").await?;
    window
        .wait_text("find-hit", |text| text.contains(&third.code))
        .await?;
    window.key(ENTER).await?;
    let due = first + 5 * second + third.price_cents;
    counter_steps::wait_total(window, due).await?;
    day.take_money(due, Paid::Card("APR 000017")).await
}

/// Scans a code that no product has, and waits until the screen reports it.
async fn show_problem(window: &Window, due_cents: i64) -> Result<()> {
    counter_steps::scan_aside(window, UNKNOWN, due_cents).await?;
    window
        .wait_text("scan-problem", |text| text.contains(UNKNOWN))
        .await?;
    Ok(())
}

/// An unknown code stays on the screen until Esc; neither Enter nor a scan pays. Then the customer
/// pays exact cash.
pub(super) async fn put_away_what_is_no_item(day: &mut Day) -> Result<()> {
    let cart = day.cart(&[(5, 1), (6, 2)]);
    counter_steps::ring_up(&day.window, &cart).await?;
    let due = counter_steps::cost_cents(&cart);
    let window = &day.window;

    show_problem(window, due).await?;
    while !window.scan(&cart[0].0.code).await? {
        counter_steps::put_away(window, due).await?;
        show_problem(window, due).await?;
    }
    window.find("problem-refused").await?;
    window.hands_off().await?;
    window.press(&format!("{ENTER}{ENTER}")).await?;
    ensure!(
        window.shows("scan-problem").await?,
        "Enter put the problem away"
    );
    window.key(ESCAPE).await?;
    counter_steps::wait_total(window, due).await?;
    ensure!(!window.shows("scan-problem").await?, "Esc left the problem");

    window.press(&format!("{ENTER}{ENTER}{ENTER}")).await?;
    ensure!(window.shows("sell-screen").await?, "Enter took money");

    counter_steps::tender(window, due).await?;
    while !window.scan(&cart[0].0.code).await? {
        // If the machine stalls, half a scan is typing: start again from the cart.
        window.key(ESCAPE).await?;
        window.find("sell-screen").await?;
        counter_steps::tender(window, due).await?;
    }
    window.find("tender-scan-refused").await?;
    ensure!(
        window.text("tender-due").await? == rupiah(due),
        "a scan changed the due"
    );
    window.key(ESCAPE).await?;
    window.find("sell-screen").await?;
    day.take_money(due, Paid::Exact).await
}
