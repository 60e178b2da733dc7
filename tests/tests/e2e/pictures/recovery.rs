//! The recovery code, a shop that is restored from a backup, and a lost key.

use std::fs;

use anyhow::{Context, Result};
use test_support::window::keys::{DOWN, ENTER, TAB};

use super::album::Album;
use crate::counter::Counter;

/// A shop with a code, a backup and no key.
pub(super) struct LostShop {
    code: String,
    backup: String,
}

/// Sets the demonstration shop up, backs it up, and loses its key.
pub(super) fn lose(counter: &Counter) -> Result<LostShop> {
    let made = counter.control.json(&["demo"])?;
    let code = made["recovery_code"].as_str().context("no code")?;
    let backup = counter.folder.path().join("toko.db").display().to_string();
    counter.control.json(&["backup", &backup])?;
    fs::remove_file(counter.folder.path().join("key"))?;
    Ok(LostShop {
        code: code.to_owned(),
        backup,
    })
}

/// The code of a new shop, at the end of the wizard.
pub(super) async fn show_code(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    window.press(&ENTER.to_string()).await?;
    album.take_with("recovery-code", "setup-recovery").await?;
    window.press(&ENTER.to_string()).await?;
    album
        .take_with("recovery-asked", "setup-recovery-asked")
        .await
}

/// The start of a shop whose key is lost, and its recovery with the code.
pub(super) async fn reopen(album: &mut Album<'_>, lost: &LostShop) -> Result<()> {
    let window = album.window;
    album.take_with("reopen-form", "start-failure-key").await?;
    window.fill("recovery-code-typed", &lost.code).await?;
    window.press(&ENTER.to_string()).await?;
    album.take_with("pin-dots", "reopened").await
}

/// The pages of the wizard that restore a shop.
pub(super) async fn restore(album: &mut Album<'_>, lost: &LostShop) -> Result<()> {
    let window = album.window;
    if album.language == "en" {
        window.find("setup-language-en").await?;
        window.press(&DOWN.to_string()).await?;
    }
    window.find("setup-start-restore").await?;
    let choose = "document.querySelector('[data-testid=\"setup-start-restore\"]').click()";
    window.client().execute(choose, Vec::new()).await?;
    album
        .take_with("setup-start-restore", "setup-start-restore")
        .await?;
    window.click("setup-next").await?;
    let code = lost.code.to_lowercase();
    window.find("setup-backup-path").await?;
    window
        .press(&format!("{}{TAB}{TAB}{code}", lost.backup))
        .await?;
    album.take_with("setup-step-backup", "setup-backup").await?;
    window.press(&ENTER.to_string()).await?;
    album
        .take_with("setup-create", "setup-restore-summary")
        .await?;
    window.press(&ENTER.to_string()).await?;
    album.take_with("setup-restored", "setup-restored").await?;
    window.press(&ENTER.to_string()).await?;
    window.find("pin-dots").await?;
    Ok(())
}
