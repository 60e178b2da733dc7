//! The screens that a cashier uses most.

use anyhow::{Context, Result};
use test_support::window::keys::{ALT, CONTROL, DELETE, ENTER, ESCAPE, F1, F2, F4, F7, F9};

use super::album::Album;
use super::office;
use crate::catalog;
use crate::counter_steps::{self, Cart};

/// How many different products are in the cart of the pictures.
const ITEMS: usize = 7;

/// An empty cart, a full cart, and typed text.
pub(super) async fn fill_a_cart(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    album.take_with("sell-screen", "sell-empty").await?;
    let cart: Cart = catalog::samples()?
        .into_iter()
        .step_by(17)
        .take(ITEMS)
        .map(|product| (product, 1))
        .collect();
    counter_steps::ring_up(window, &cart).await?;
    album.take("sell-cart").await?;
    window.press("kopi").await?;
    album.take_with("product-tile", "sell-typed-search").await?;
    window.key(ESCAPE).await?;
    window.press("12*").await?;
    album
        .take_with("command-quantity", "sell-typed-quantity")
        .await?;
    window.key(ESCAPE).await?;
    let total_cents = counter_steps::cost_cents(&cart);
    counter_steps::scan_aside(window, "8999999999990", total_cents).await?;
    album.take_with("scan-problem", "sell-unknown-code").await?;
    window.key(ESCAPE).await
}

/// Everything that opens over the cart.
pub(super) async fn open_dialogs(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    window.hands_off().await?;
    window.key(F2).await?;
    window.find("find-field").await?;
    window.press("teh").await?;
    window.find("find-hit").await?;
    album.take_dialog("find-dialog", "find").await?;
    window.key(F4).await?;
    album.take_dialog("quantity-dialog", "quantity").await?;
    window.key(F7).await?;
    album.take_dialog("discount-dialog", "discount").await?;
    window.chord(CONTROL, 'd').await?;
    album.take_dialog("drawer-dialog", "drawer").await?;
    window.click("clear-button").await?;
    album.take_dialog("alert-confirm", "clear-question").await?;
    window.click("menu-button").await?;
    album.take_dialog("menu-sell", "menu").await?;
    window.key(F1).await?;
    album.take_with("help-dialog", "help").await?;
    window.click("help-to-about").await?;
    album.take_dialog("help-dialog", "help-about").await
}

/// From the tender screen to the change; the printer does not answer.
pub(super) async fn take_money(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    window.key(F9).await?;
    album.take_with("tender-screen", "tender-cash").await?;
    window.press("5000").await?;
    album.take_with("tender-remaining", "tender-part").await?;
    window.key(ENTER).await?;
    window.find("tender-part").await?;
    window.chord(ALT, '3').await?;
    window.fill("tender-reference", "APR 771203").await?;
    album.take("tender-split-card").await?;
    window.key(ESCAPE).await?;
    window.key(ESCAPE).await?;
    window.find("sell-screen").await?;
    window.key(F9).await?;
    window.find("tender-screen").await?;
    window.press("500000").await?;
    album.take("tender-change").await?;
    window.key(ENTER).await?;
    window.find("print-queue-chip").await?;
    album.take_with("done-screen", "done").await?;
    window.click("print-queue-chip").await?;
    album.take_dialog("print-queue", "print-queue").await?;
    window.hands_off().await?;
    window.click("done-next").await?;
    window.find("sell-screen").await?;
    Ok(())
}

/// A cashier gives more discount than the limit.
pub(super) async fn ask_for_approval(
    album: &mut Album<'_>,
    cashier_pin: &str,
    owner_pin: &str,
) -> Result<()> {
    let window = album.window;
    window.click("lock-button").await?;
    window.click("person-dewi").await?;
    window.press(cashier_pin).await?;
    office::go(window, "sell", "sell-screen").await?;
    let sample = catalog::samples()?.into_iter().next();
    let cart = vec![(sample.context("no sample")?, 1)];
    counter_steps::ring_up(window, &cart).await?;
    window.hands_off().await?;
    window.key(F7).await?;
    window.find("discount-field").await?;
    window.press(&format!("50{ENTER}")).await?;
    album.take_with("approval-dialog", "approval-who").await?;
    window.click("approver-agus").await?;
    album.take_dialog("approval-dialog", "approval-pin").await?;
    window.key(DELETE).await?;
    while window.count("cart-row").await? > 0 {
        window.find("sell-screen").await?;
    }
    window.click("lock-button").await?;
    window.click("person-sari").await?;
    window.press(owner_pin).await?;
    window.find("header-user").await?;
    Ok(())
}
