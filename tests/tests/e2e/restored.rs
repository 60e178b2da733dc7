//! An older copy of the data folder is restored: the screen reports it once, and no sale is lost or
//! doubled.

use std::fs;
use std::time::Duration;

use anyhow::Result;
use test_support::folder;
use test_support::kasaproctl::Kasaproctl;
use test_support::window::Window;

use crate::counter::{Counter, screenshots};
use crate::far_side::{FarSide, Kept};

/// The owner of the demonstration shop.
const WHO: [&str; 4] = ["--user", "sari", "--pin", "4826"];
/// How long the register may take to detect the restore.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn an_older_copy_of_the_shop_needs_attention_once_and_loses_nothing() -> Result<()> {
    let Some(counter) = Counter::prepare("an older copy of the shop")? else {
        return Ok(());
    };
    let Some(far) = FarSide::set_up(&counter)? else {
        return Ok(());
    };
    let (control, shops) = (&counter.control, counter.folder.path());
    control.json(&["demo"])?;
    let (url, code) = (far.proxy_url(), far.server.founding_code("Toko Contoh")?);
    control.json(&["enroll", "--server", &url, "--code", &code])?;
    control.json(&[&["shift", "open", "--float", "100000"], &WHO[..]].concat())?;
    sell(control, 2)?;
    folder::copy(&shops.join("shop"), &shops.join("shop-older"))?;
    sell(control, 3)?;
    fs::rename(shops.join("shop"), shops.join("shop-lost"))?;
    fs::rename(shops.join("shop-older"), shops.join("shop"))?;

    let window = counter.open().await?;
    let told = is_told_and_put_away(&window).await;
    Counter::witness(&window, "older-copy", told).await?;
    window.close().await?;
    sell(control, 1)?;
    let lost = Kept::lost(shops, "shop-lost", "key");
    far.agrees_with(vec![Kept::now(shops, "shop", "key"), lost])
        .await
}

/// The header shows the mark, the screen explains it, and the owner dismisses it. After that there
/// is no notice.
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

/// Makes some sales in the demonstration shop, and sends them.
fn sell(control: &Kasaproctl, sales: u32) -> Result<()> {
    let code = register::sample::rows()
        .find(|row| !row.barcode.is_empty() && !row.weighed)
        .map_or("", |row| row.barcode);
    for sale in 1..=sales {
        let item = format!("{code}*{sale}");
        let words = ["sell", "--item", &item, "--pay", "card@SLIP-3"];
        control.json(&[&words[..], &WHO[..]].concat())?;
    }
    control.json(&["sync", "--once"])?;
    Ok(())
}
