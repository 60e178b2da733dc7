//! The screens around selling.

use anyhow::Result;
use test_support::window::Window;
use test_support::window::keys::{ENTER, ESCAPE, F8};

use super::album::Album;
use crate::catalog;
use crate::counter::Counter;

/// Goes to a screen by the menu.
pub(super) async fn go(window: &Window, entry: &str, screen: &str) -> Result<()> {
    window.click("menu-button").await?;
    window.click(&format!("menu-{entry}")).await?;
    window.find(screen).await?;
    Ok(())
}

/// Unlocks, and chooses the language and a printer that does not answer. Then it takes the picture
/// of the lock screen.
pub(super) async fn speak(album: &mut Album<'_>, pin: &str) -> Result<()> {
    let window = album.window;
    window.find("pin-dots").await?;
    window.click("person-sari").await?;
    window.press(pin).await?;
    go(window, "settings", "settings-screen").await?;
    window.click("tab-look").await?;
    choose(window, "settings-language", album.language).await?;
    window.click("tab-printer").await?;
    choose(window, "printer-kind", "tcp").await?;
    // No program listens on the discard port.
    window.fill("printer-target", "127.0.0.1:9").await?;
    window.click("settings-save").await?;
    let spoken = format!(
        "return document.documentElement.lang === '{}'",
        album.language
    );
    while window.client().execute(&spoken, Vec::new()).await? != true {
        window.find("settings-screen").await?;
    }
    window.find_gone("settings-save").await?;
    window.click("lock-button").await?;
    album.take_with("lock-screen", "lock").await?;
    window.click("person-sari").await?;
    window.press(pin).await?;
    window.find("header-user").await?;
    Ok(())
}

/// Clicks the card of a choice, because its radio button is hidden inside.
async fn choose(window: &Window, group: &str, value: &str) -> Result<()> {
    window.find(&format!("{group}-{value}")).await?;
    let press = format!("document.querySelector('[data-testid=\"{group}-{value}\"]').click()");
    window.client().execute(&press, Vec::new()).await?;
    Ok(())
}

pub(super) async fn open_shift(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    go(window, "open-shift", "piece-note-10000000").await?;
    album.take("open-shift").await?;
    window.press(&format!("1{ENTER}2{ENTER}5{ENTER}10")).await?;
    window
        .wait_text("count-total", |text| reads(text, "400000"))
        .await?;
    album.take("open-shift-counted").await?;
    window.click("shift-open").await?;
    window.find("sell-screen").await?;
    Ok(())
}

pub(super) async fn transactions(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    window.key(F8).await?;
    window.find("reprint-button").await?;
    album.take("transactions").await?;
    window.click("tab-items").await?;
    album.take("transactions-details").await
}

pub(super) async fn import(album: &mut Album<'_>, counter: &Counter) -> Result<()> {
    let window = album.window;
    let file = counter.folder.path().join("harga.csv");
    catalog::write_file(&catalog::products()?, &file)?;
    go(window, "import", "import-screen").await?;
    if window.shows("import-again").await? {
        window.click("import-again").await?;
    }
    album.take_with("import-path", "import-choose").await?;
    window
        .fill("import-path", &format!("{}{ENTER}", file.display()))
        .await?;
    album.take_with("import-start", "import-columns").await?;
    window.click("import-start").await?;
    album.take_with("import-done", "import-done").await
}

pub(super) async fn settings(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    go(window, "settings", "settings-screen").await?;
    for tab in [
        "shop", "look", "printer", "tax", "rounding", "receipt", "barcodes", "security", "backup",
        "people",
    ] {
        window.click(&format!("tab-{tab}")).await?;
        album.take(&format!("settings-{tab}")).await?;
    }
    window.click("person-add").await?;
    album
        .take_with("person-name", "settings-new-person")
        .await?;
    window.key(ESCAPE).await
}

pub(super) async fn close_shift(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    go(window, "close-shift", "close-shift-screen").await?;
    window.click("shift-x-report").await?;
    album
        .take_dialog("shift-x-dialog", "shift-x-report")
        .await?;
    album.take("close-shift").await?;
    window.click("count-by-amount").await?;
    window.fill("count-amount", "395000").await?;
    window
        .wait_text("count-total", |text| reads(text, "395000"))
        .await?;
    album.take("close-shift-amount").await?;
    window.click("shift-close").await?;
    album
        .take_with("alert-confirm", "close-shift-question")
        .await?;
    window.click("alert-confirm").await?;
    album
        .take_with("shift-closed-screen", "shift-closed")
        .await?;
    window.click("lock-button").await?;
    Ok(())
}

/// Whether an amount has these digits, with any group separator.
fn reads(text: &str, digits: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).eq(digits.chars())
}
