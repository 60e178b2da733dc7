//! The power and the printer fail, but sales do not.

use anyhow::{Result, bail, ensure};
use test_support::window::keys::{ESCAPE, F8};

use super::Day;
use crate::counter_steps::{self, Paid};
use crate::wizard;

/// The process dies with items in the cart: they are still there after the restart, and can be
/// paid.
pub(super) async fn killed_in_the_middle_of_a_cart(day: &mut Day) -> Result<()> {
    let cart = day.cart(&[(11, 1), (12, 3), (13, 1)]);
    counter_steps::ring_up(&day.window, &cart).await?;
    let due = counter_steps::cost_cents(&cart);
    kill_and_reopen(day).await?;
    day.window.find("sell-screen").await?;
    counter_steps::wait_total(&day.window, due).await?;
    let rows = day.window.count("cart-row").await?;
    ensure!(rows == cart.len(), "{rows} lines came back");
    day.take_money(
        due,
        Paid::Notes {
            more_cents: 500_000,
        },
    )
    .await
}

/// Sales go on while the printer is off; their receipts are printed, in order, once it is on again.
pub(super) async fn printer_switched_off(day: &mut Day) -> Result<()> {
    let before = day
        .counter
        .printer
        .wait_for(day.book.sales.len())
        .await?
        .len();
    day.counter.printer.switch_off()?;
    day.sell(&[(30, 1), (31, 1)], Paid::Exact).await?;
    day.window
        .find_with("receipt-state", "data-state", "failed")
        .await?;
    day.sell(&[(32, 1)], Paid::Qris("QR 0091-56")).await?;
    day.window.find("print-queue-chip").await?;
    ensure!(
        day.counter.printer.documents().len() == before,
        "a printer that is off has printed"
    );
    day.counter.printer.switch_on()?;
    day.sell(&[(33, 2)], Paid::Exact).await?;
    day.counter.printer.wait_for(before + 3).await?;
    Ok(())
}

/// The process dies while a receipt is being sent: the sale is there once, and its receipt waits
/// for a person's decision.
pub(super) async fn killed_between_payment_and_receipt(day: &mut Day) -> Result<()> {
    let before = day
        .counter
        .printer
        .wait_for(day.book.sales.len())
        .await?
        .len();
    day.counter.printer.hang()?;
    day.sell(&[(40, 1), (41, 1)], Paid::Exact).await?;
    day.window
        .find_with("receipt-state", "data-state", "printing")
        .await?;
    // Switch it off first, so that the bytes on the way are lost.
    day.counter.printer.switch_off()?;
    kill_and_reopen(day).await?;
    day.counter.printer.switch_on()?;

    let Some(number) = day
        .book
        .sales
        .last()
        .map(|sale| sale.receipt_number.clone())
    else {
        bail!("nothing was sold");
    };
    // The screen shows the change for the waiting customer again.
    let shown = day.window.text("done-number").await?;
    ensure!(shown == number, "{shown} is shown as done, not {number}");
    day.window.hands_off().await?;
    day.window.click("done-next").await?;
    day.window.find("sell-screen").await?;
    day.window.key(F8).await?;
    day.window.fill("transactions-search", &number).await?;
    day.window
        .wait_text("transaction-detail", |text| text.contains(&number))
        .await?;
    let rows = day.window.count("table-row").await?;
    ensure!(rows == 1, "{number} is listed {rows} times");

    day.window.click("print-queue-chip").await?;
    day.window.click("print-retry").await?;
    day.counter.printer.wait_for(before + 1).await?;
    day.window.key(ESCAPE).await?;
    day.window.click("menu-button").await?;
    day.window.click("menu-sell").await?;
    day.window.find("sell-screen").await?;
    Ok(())
}

/// SIGKILL, as a power cut does it; then a new start and the owner's PIN.
async fn kill_and_reopen(day: &mut Day) -> Result<()> {
    day.window.kill_hard()?;
    day.window = day.counter.open().await?;
    wizard::unlock(&day.window).await
}
