//! The window among the other windows of a desktop: started twice, closed and opened again.

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use serde_json::Value;
use test_support::window::Window;
use test_support::window::keys::{ENTER, F9, F11};

use crate::catalog::{Product, samples};
use crate::counter::Counter;
use crate::counter_steps::{Cart, cost_cents, ring_up, tender, wait_total};
use crate::money::{RUPIAH, rupiah};
use crate::wizard::PIN;

/// How long the desktop may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// The part of a bill that a customer pays by the first of two methods.
const PART: &str = "1000";

#[tokio::test]
async fn a_second_start_brings_the_window_to_the_front() -> Result<()> {
    let [Some(counter), Some(other)] = [
        Counter::prepare("a second start")?,
        Counter::prepare("a second shop")?,
    ] else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let window = counter.open().await?;
    window.find("lock-screen").await?;
    // A register with another folder is not a second start: it opens, and is in front.
    let front = other.open().await?;
    front.find("setup-step-language").await?;
    let told = comes_to_front(&counter, &window).await;
    Counter::witness(&window, "second-start", told).await?;
    front.close().await?;
    window.close().await
}

async fn comes_to_front(counter: &Counter, window: &Window) -> Result<()> {
    until(window, "return !document.hasFocus()").await?;
    let ended = counter.start_again().await?;
    ensure!(ended.status.success(), "the second start: {ended:?}");
    until(window, "return document.hasFocus()").await?;
    ensure!(
        window.shows("lock-screen").await?,
        "another screen is shown"
    );
    Ok(())
}

#[tokio::test]
async fn the_window_comes_back_as_it_was_closed() -> Result<()> {
    let Some(counter) = Counter::prepare("the place of the window")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let window = counter.open().await?;
    window.find("lock-screen").await?;
    let told = change_place(&counter, &window).await;
    Counter::witness(&window, "place-of-window", told).await?;
    window.close().await?;
    let window = counter.open().await?;
    window.find("lock-screen").await?;
    let told = until(
        &window,
        "return window.innerWidth === 1200 && window.innerHeight === 900",
    );
    let told = told.await;
    Counter::witness(&window, "place-of-window", told).await?;
    window.close().await
}

/// Maximizes and restores the window, then makes it smaller.
async fn change_place(counter: &Counter, window: &Window) -> Result<()> {
    for is_full in [true, false] {
        window.key(F11).await?;
        let deadline = Instant::now() + PATIENCE;
        while counter.place_of_window()["main"]["fullscreen"] != is_full {
            ensure!(Instant::now() < deadline, "F11 did not make it {is_full}");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }
    window.client().set_window_size(1200, 900).await?;
    let deadline = Instant::now() + PATIENCE;
    while counter.place_of_window()["main"]["height"] != 900 {
        ensure!(Instant::now() < deadline, "the new size was not kept");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(())
}

#[tokio::test]
async fn closing_the_window_in_the_middle_of_a_sale_loses_nothing() -> Result<()> {
    let Some(counter) = Counter::prepare("closed in the middle of a sale")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let who = ["--user", "sari", "--pin", PIN];
    counter
        .control
        .json(&[&["shift", "open", "--float", "100000"], &who[..]].concat())?;
    let cart: Cart = samples()?.into_iter().take(3).zip([1, 3, 2]).collect();
    let due_cents = cost_cents(&cart) - PART.parse::<i64>()? * RUPIAH;

    let window = counter.open().await?;
    let told = pay_a_part(&window, &cart).await;
    Counter::witness(&window, "closed-in-mid-sale", told).await?;
    window.close().await?;

    let window = counter.open().await?;
    let told = go_on(&window, &cart, due_cents).await;
    Counter::witness(&window, "opened-in-mid-sale", told).await?;
    window.close().await?;
    let day = counter
        .control
        .json(&[&["report", "day"], &who[..]].concat())?;
    ensure!(day["sales_count"] == 1, "the day's sales: {day}");
    Ok(())
}

async fn unlock(window: &Window) -> Result<()> {
    window.click("person-sari").await?;
    window.find("pin-dots").await?;
    window.press(PIN).await?;
    window.find("header-user").await?;
    Ok(())
}

/// Rings up the cart and takes a part of the payment.
async fn pay_a_part(window: &Window, cart: &Cart) -> Result<()> {
    unlock(window).await?;
    window.find("sell-screen").await?;
    ring_up(window, cart).await?;
    tender(window, cost_cents(cart)).await?;
    window.press(&format!("{PART}{ENTER}")).await?;
    window.find("tender-part").await?;
    Ok(())
}

/// Finds the sale as it was left, and completes it.
async fn go_on(window: &Window, cart: &Cart, due_cents: i64) -> Result<()> {
    unlock(window).await?;
    window.find("sell-screen").await?;
    wait_total(window, cost_cents(cart)).await?;
    let rows = window.count("cart-row").await?;
    ensure!(
        rows == cart.len(),
        "{rows} rows came back of {}",
        cart.len()
    );
    for (Product { name, .. }, _) in cart {
        let shown = window.text("cart-rows").await?;
        ensure!(shown.contains(name), "{name} is gone from: {shown}");
    }
    tender(window, due_cents).await?;
    window.find("tender-part").await?;
    window.hands_off().await?;
    window.key(F9).await?;
    let total = rupiah(cost_cents(cart));
    window.wait_text("done-total", |text| text == total).await?;
    Ok(())
}

/// Waits until a script in the page says so.
pub(crate) async fn until(window: &Window, script: &str) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while window.client().execute(script, Vec::new()).await? != Value::Bool(true) {
        if Instant::now() > deadline {
            bail!("it never came so: {script}");
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(())
}
