//! The beginning and the end of the program: by itself at login, without a screen, beside a window
//! that hangs, after a start that failed, and in good order.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use register::Register;
use serde_json::Value;
use test_support::window::Window;
use test_support::window::keys::{CONTROL, ENTER, TAB};

use crate::catalog::samples;
use crate::counter::{Counter, screenshots};
use crate::desktop::until;
use crate::money::rupiah;
use crate::wizard::PIN;

/// The register's entry in a desktop's settings.
const ENTRY: &str = "autostart/id.kasapro.register.desktop";

/// What the program's own sentences begin with; the desktop's libraries write what they like.
const OURS: &str = "kasapro: ";

#[tokio::test]
async fn it_starts_with_the_computer_as_long_as_the_owner_wants_it() -> Result<()> {
    let Some(counter) = Counter::prepare("a start with the computer")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let settings = counter.folder.path().join("settings of the desktop");
    let window = counter.open_on_desktop(&settings).await?;
    let told = starts_with_computer(&counter, &window, &settings.join(ENTRY)).await;
    Counter::witness(&window, "autostart", told).await?;
    window.close().await
}

async fn starts_with_computer(counter: &Counter, window: &Window, entry: &Path) -> Result<()> {
    window.click("person-sari").await?;
    window.find("pin-dots").await?;
    window.press(PIN).await?;
    window.find("header-user").await?;
    show_switch(window).await?;
    is_set(window, false).await?;
    ensure!(!entry.exists(), "nobody asked for {}", entry.display());

    window.click("settings-autostart").await?;
    is_set(window, true).await?;
    let text = fs::read_to_string(entry)?;
    let picture = screenshots()?.join("autostart.png");
    window.screenshot(&picture).await?;
    starts_this_register(counter, window, &text).await?;

    // Somebody turns it off in the settings of the desktop.
    fs::write(entry, format!("{text}Hidden=true\n"))?;
    show_switch(window).await?;
    is_set(window, false).await?;
    window.click("settings-autostart").await?;
    is_set(window, true).await?;
    ensure!(fs::read_to_string(entry)? == text, "it is not on again");
    window.click("settings-autostart").await?;
    is_set(window, false).await?;
    ensure!(!entry.exists(), "{} is still there", entry.display());
    Ok(())
}

/// The entry starts this register, whatever its folders are called: its window comes to the front.
async fn starts_this_register(counter: &Counter, window: &Window, entry: &str) -> Result<()> {
    let exec = entry.lines().find_map(|line| line.strip_prefix("Exec="));
    // A shell reads quotes as the desktop does, once the file's own escapes are read.
    let exec = exec.context("nothing is started")?.replace(r"\\", r"\");
    let login = counter.log_in(&exec).await?;
    ensure!(login.status.success(), "the start at login: {login:?}");
    ensure!(window.shows("settings-screen").await?, "another screen");
    Ok(())
}

/// Goes to the settings, where the switch is read anew.
async fn show_switch(window: &Window) -> Result<()> {
    for (entry, screen) in [("sync", "sync-screen"), ("settings", "settings-screen")] {
        window.click("menu-button").await?;
        window.click(&format!("menu-{entry}")).await?;
        window.find(screen).await?;
    }
    window.click("tab-look").await
}

async fn is_set(window: &Window, on: bool) -> Result<()> {
    let state = if on { "checked" } else { "unchecked" };
    window
        .find_with("settings-autostart", "data-state", state)
        .await?;
    until(
        window,
        "return !document.querySelector('[data-testid=settings-autostart]').disabled",
    )
    .await
}

#[tokio::test]
async fn the_wizard_asks_whether_it_starts_with_the_computer() -> Result<()> {
    let Some(counter) = Counter::prepare("the wizard and the computer")? else {
        return Ok(());
    };
    let settings = counter.folder.path().join("settings");
    let window = counter.open_on_desktop(&settings).await?;
    let told = set_up_with_computer(&window, &settings.join(ENTRY)).await;
    Counter::witness(&window, "wizard-autostart", told).await?;
    window.close().await
}

async fn set_up_with_computer(window: &Window, entry: &Path) -> Result<()> {
    for (page, answer) in [
        ("language", format!("{ENTER}")),
        ("shop", format!("Toko Maju{ENTER}")),
        ("tax", format!("{ENTER}")),
        ("owner", format!("Ayu{ENTER}")),
        ("pin", format!("{PIN}{PIN}")),
    ] {
        window.find(&format!("setup-step-{page}")).await?;
        window.press(&answer).await?;
    }
    window.find("setup-autostart").await?;
    window.press(&format!("{TAB} ")).await?;
    window
        .find_with("setup-autostart", "data-state", "checked")
        .await?;
    let picture = screenshots()?.join("setup-autostart.png");
    window.screenshot(&picture).await?;
    for page in ["register", "catalog", "printer", "summary"] {
        window.find(&format!("setup-step-{page}")).await?;
        ensure!(!entry.exists(), "there is no shop to start yet");
        window.key(ENTER).await?;
    }
    window.find("recovery-code").await?;
    ensure!(entry.exists(), "{} is missing", entry.display());
    Ok(())
}

#[tokio::test]
async fn without_a_display_it_says_so_and_ends() -> Result<()> {
    let Some(counter) = Counter::prepare("no display")? else {
        return Ok(());
    };
    let ended = counter.start_without_display().await?;
    gives_up(&ended, &["needs a display", "kasaproctl"])
}

#[tokio::test]
async fn a_second_start_does_not_wait_for_a_window_that_hangs() -> Result<()> {
    let Some(counter) = Counter::prepare("a window that hangs")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let window = counter.open().await?;
    window.find("lock-screen").await?;
    let pid = window.process_id().context("no process")?;
    signal(pid, "STOP")?;
    let ended = counter.start_again().await;
    signal(pid, "CONT")?;
    gives_up(&ended?, &["open already", "does not answer"])?;
    ensure!(window.shows("lock-screen").await?, "another screen");
    window.close().await
}

/// One sentence, and the code of a failure.
fn gives_up(ended: &Output, words: &[&str]) -> Result<()> {
    let said = String::from_utf8_lossy(&ended.stderr);
    ensure!(ended.status.code() == Some(1), "{}: {said}", ended.status);
    ensure!(
        said.lines().filter(|line| line.starts_with(OURS)).count() == 1,
        "not one sentence of ours: {said}"
    );
    for word in words {
        ensure!(said.contains(word), "no {word:?} in: {said}");
    }
    Ok(())
}

fn signal(pid: u32, name: &str) -> Result<()> {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &pid.to_string()])
        .status()?;
    ensure!(sent.success(), "{name} was not sent");
    Ok(())
}

#[tokio::test]
async fn another_try_opens_the_shop_as_soon_as_nothing_is_in_the_way() -> Result<()> {
    let Some(counter) = Counter::prepare("another try")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let other = Register::open(counter.request())?;
    let window = counter.open().await?;
    let told = tries_while_in_use(&window, other).await;
    Counter::witness(&window, "another-try-in-use", told).await?;
    window.close().await?;

    let away = counter.folder.path().join("away");
    fs::rename(counter.key_file(), &away)?;
    let window = counter.open().await?;
    let told = tries_without_key(&window, &away, counter.key_file()).await;
    Counter::witness(&window, "another-try-without-key", told).await?;
    window.close().await
}

async fn tries_while_in_use(window: &Window, other: Register) -> Result<()> {
    let busy = ("data-code", "ledger_busy");
    window.find_with("start-failure", busy.0, busy.1).await?;
    other.close();
    until(
        window,
        "return document.activeElement?.dataset?.testid === 'start-failure-retry'",
    )
    .await?;
    window.key(ENTER).await?;
    window.find("lock-screen").await?;
    let picture = screenshots()?.join("another-try.png");
    window.screenshot(&picture).await
}

async fn tries_without_key(window: &Window, away: &Path, key_file: &Path) -> Result<()> {
    let lost = ("data-code", "ledger_key_missing");
    window.find_with("start-failure", lost.0, lost.1).await?;
    fs::rename(away, key_file)?;
    window.click("start-failure-retry").await?;
    window.find("lock-screen").await?;
    Ok(())
}

#[tokio::test]
async fn closing_the_window_writes_down_how_far_the_log_went() -> Result<()> {
    let Some(counter) = Counter::prepare("closed in good order")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let who = ["--user", "sari", "--pin", PIN];
    counter
        .control
        .json(&[&["shift", "open", "--float", "100000"], &who[..]].concat())?;
    let window = counter.open().await?;
    let told = sell_twice(&window).await;
    let number = Counter::witness(&window, "closed-in-order", told).await?;
    window.close().await?;
    let mark = fs::read_to_string(counter.key_file().with_extension("head"))?;
    let mark: Value = serde_json::from_str(&mark)?;
    ensure!(
        mark["receipt_number"] == number,
        "{number} is not in {mark}"
    );
    Ok(())
}

/// Two sales, the second within the pause between two marks; the receipt's number of the second.
async fn sell_twice(window: &Window) -> Result<String> {
    window.click("person-sari").await?;
    window.find("pin-dots").await?;
    window.press(PIN).await?;
    window.find("sell-screen").await?;
    let product = samples()?.into_iter().next().context("no sample")?;
    let total = rupiah(product.price_cents);
    let mut number = String::new();
    for _ in 0..2 {
        window.press(&format!("{}{ENTER}", product.code)).await?;
        window.wait_text("cart-total", |text| text == total).await?;
        window.chord(CONTROL, ENTER).await?;
        let last = number.clone();
        number = window.wait_text("done-number", |text| text != last).await?;
    }
    Ok(number)
}
