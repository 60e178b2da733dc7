//! Random keys, scans and clicks, and the invariants that must still hold afterwards.

mod audit;
mod input;

use std::env;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use test_support::window::Window;
use test_support::window::keys::{BACKSPACE, ESCAPE};
use uuid::Uuid;

use crate::counter::Counter;
use input::RandomInput;

/// How long a run takes in the test command; `cargo xtask soak` asks for more.
const SECONDS: u64 = 300;
/// The variable with the seed of a run to repeat. The seed is printed at the start.
const SEED: &str = "KASAPRO_RANDOM_SEED";
/// The variable with the duration of a run.
const DURATION: &str = "KASAPRO_RANDOM_SECONDS";

/// The cashier of the demonstration shop.
const CASHIER: [&str; 4] = ["--user", "dewi", "--pin", "2604"];

/// The content of the cart, at any scroll position.
const CART: &str = "
    const text = (id) => document.querySelector(`[data-testid=\"${id}\"]`)?.textContent ?? '';
    return ['cart-counts', 'cart-discount', 'cart-taken', 'cart-total'].map(text).join(' | ');";

#[tokio::test]
async fn random_keys_scans_and_clicks_pay_nothing_by_accident_and_survive_a_kill() -> Result<()> {
    let Some(counter) = Counter::prepare("random input")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let open = [&["shift", "open", "--float", "100000"], &CASHIER[..]];
    counter.control.json(&open.concat())?;
    let seed = number(SEED)?.unwrap_or_else(|| Uuid::new_v4().as_u64_pair().0);
    eprintln!("    {SEED}={seed} repeats this run");
    let mut window = counter.open().await?;
    let told = hammer(&window, seed).await;
    let before = Counter::witness(&window, "random-input", told).await?;

    window.kill_hard()?;
    let window = counter.open().await?;
    let told = cart_of(&window).await;
    let after = Counter::witness(&window, "random-input-restarted", told).await?;
    ensure!(
        after == before,
        "before the kill {before:?}, after it {after:?}"
    );
    window.close().await?;
    audit::check(&counter.control)
}

/// Makes input until the time is up; returns the final cart.
async fn hammer(window: &Window, seed: u64) -> Result<Option<String>> {
    let until = Instant::now() + Duration::from_secs(number(DURATION)?.unwrap_or(SECONDS));
    let mut random = RandomInput::new(seed);
    while Instant::now() < until {
        unlock_when_locked(window).await?;
        random.act(window).await?;
        if random.has_strayed() {
            go_to_counter(window).await?;
        }
    }
    eprintln!("    {}", random.tally());
    cart_of(window).await
}

/// The cart once it no longer changes; `None` if the shift was closed.
async fn cart_of(window: &Window) -> Result<Option<String>> {
    let deadline = Instant::now() + Duration::from_mins(1);
    let mut last = None;
    loop {
        ensure!(Instant::now() < deadline, "the counter is not reached");
        unlock_when_locked(window).await?;
        go_to_counter(window).await?;
        if window.shows("done-next").await? {
            window.click("done-next").await?;
        } else if window.shows("sell-screen").await? {
            let shown = window.client().execute(CART, Vec::new()).await?;
            let shown = shown.as_str().context("no cart")?.to_owned();
            if last.as_ref() == Some(&shown) {
                return Ok(Some(shown));
            }
            last = Some(shown);
        } else if window.shows("shift-closed-screen").await?
            || window.shows("open-shift-screen").await?
        {
            return Ok(None);
        }
    }
}

/// Leaves any open screen or dialog, saved or not.
async fn go_to_counter(window: &Window) -> Result<()> {
    window.press(&format!("{ESCAPE}{ESCAPE}{ESCAPE}")).await?;
    let go = "location.hash = '#/sell'";
    window.client().execute(go, Vec::new()).await?;
    window.hands_off().await?;
    if window.shows("alert-confirm").await? {
        window.click("alert-confirm").await?;
    }
    Ok(())
}

/// Unlocks the register for the cashier, whatever was typed before.
async fn unlock_when_locked(window: &Window) -> Result<()> {
    let deadline = Instant::now() + Duration::from_mins(3);
    while window.shows("lock-screen").await? {
        ensure!(Instant::now() < deadline, "the register stays locked");
        window.click("person-dewi").await?;
        window.find("pin-dots").await?;
        let wipe = BACKSPACE.to_string().repeat(CASHIER[3].len());
        window.press(&format!("{wipe}{}", CASHIER[3])).await?;
        window.hands_off().await?;
    }
    Ok(())
}

fn number(variable: &str) -> Result<Option<u64>> {
    match env::var(variable) {
        Ok(text) => Ok(Some(text.parse().with_context(|| variable.to_owned())?)),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(error) => bail!("{variable}: {error}"),
    }
}
