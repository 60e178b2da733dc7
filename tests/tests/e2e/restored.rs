//! An older copy of the data folder is put back: the screen says so once, and nothing is lost or doubled.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use kasapro_tests::control::Control;
use kasapro_tests::window::Window;

use crate::counter::{Counter, screenshots};
use crate::far_side::{FarSide, Kept};

/// The owner of the demonstration shop.
const WHO: [&str; 4] = ["--user", "sari", "--pin", "4826"];
/// How long the register may take to find out.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn an_older_copy_of_the_shop_needs_attention_once_and_loses_nothing() -> Result<()> {
    let Some(counter) = Counter::prepare("an older copy of the shop")? else {
        return Ok(());
    };
    let Some(far) = FarSide::set_up(&counter)? else {
        return Ok(());
    };
    let (control, folder) = (&counter.control, counter.folder.path());
    control.ask(&["demo"])?;
    let (url, code) = (far.line_url(), far.server.founding_code("Toko Contoh")?);
    control.ask(&["enroll", "--server", &url, "--code", &code])?;
    control.ask(&[&["shift", "open", "--float", "100000"], &WHO[..]].concat())?;
    sell(control, 2)?;
    copy(&folder.join("shop"), &folder.join("shop-older"))?;
    sell(control, 3)?;
    fs::rename(folder.join("shop"), folder.join("shop-lost"))?;
    fs::rename(folder.join("shop-older"), folder.join("shop"))?;

    let window = counter.open().await?;
    let told = is_told_and_put_away(&window).await;
    Counter::witness(&window, "older-copy", told).await?;
    window.close().await?;
    sell(control, 1)?;
    let lost = Kept::lost(folder, "shop-lost", "key");
    far.agrees_with(vec![Kept::now(folder, "shop", "key"), lost])
        .await
}

/// The mark in the header, the screen about it, the owner's word; after that all is well.
async fn is_told_and_put_away(window: &Window) -> Result<()> {
    window.click("person-sari").await?;
    window.find("pin-dots").await?;
    window.press("4826").await?;
    window.find("header-user").await?;
    let attention = ("data-state", "attention");
    window.find_within(PATIENCE, "sync-chip", attention).await?;
    let folder = screenshots()?;
    window
        .screenshot(&folder.join("sync-attention-chip.png"))
        .await?;
    window.click("sync-chip").await?;
    window
        .find_with("sync-attention", "data-code", "register_copied")
        .await?;
    window
        .screenshot(&folder.join("sync-attention-screen.png"))
        .await?;
    window.click("sync-attention-dismiss").await?;
    window.find_gone("sync-attention").await?;
    window
        .find_within(PATIENCE, "sync-chip", ("data-state", "synced"))
        .await?;
    Ok(())
}

/// Sells a little of what the demonstration shop has, and sends it.
fn sell(control: &Control, sales: u32) -> Result<()> {
    let code = register::sample::rows()
        .find(|row| !row.barcode.is_empty() && !row.weighed)
        .map_or("", |row| row.barcode);
    for sale in 1..=sales {
        let item = format!("{code}*{sale}");
        let words = ["sell", "--item", &item, "--pay", "card@SLIP-3"];
        control.ask(&[&words[..], &WHO[..]].concat())?;
    }
    control.ask(&["sync", "--once"])?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}
