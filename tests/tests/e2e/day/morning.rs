//! Before the first customer: the catalog is imported, and the drawer gets its float.

use anyhow::{Result, ensure};
use test_support::window::Window;
use test_support::window::keys::ENTER;

use crate::catalog::{self, Product};
use crate::counter::Counter;
use crate::money::{RUPIAH, rupiah};

/// Imports the spreadsheet through the import screen.
pub(super) async fn import(window: &Window, counter: &Counter, products: &[Product]) -> Result<()> {
    let file = counter.folder.path().join("harga.csv");
    catalog::write_file(products, &file)?;
    window.click("menu-button").await?;
    window.click("menu-import").await?;
    window.find("import-path").await?;
    window.press(&format!("{}{ENTER}", file.display())).await?;
    window.click("import-start").await?;
    window.find("import-done").await?;
    let added = window.text("import-added").await?;
    ensure!(
        added == products.len().to_string(),
        "{added} of {} products came in",
        products.len()
    );
    Ok(())
}

/// Counts the float note by note and opens the shift; returns the sum in the drawer.
pub(super) async fn open_shift(window: &Window) -> Result<i64> {
    window.click("menu-button").await?;
    window.click("menu-open-shift").await?;
    window.find("piece-note-10000000").await?;
    // 100.000, 50.000, 20.000 and 10.000, in the order of the screen.
    let pieces = [(1, 100_000), (2, 50_000), (5, 20_000), (10, 10_000)];
    for (count, _) in pieces {
        window.press(&format!("{count}{ENTER}")).await?;
    }
    let float_cents = pieces
        .iter()
        .map(|(count, worth)| count * worth)
        .sum::<i64>()
        * RUPIAH;
    let shown = rupiah(float_cents);
    window
        .wait_text("count-total", |text| text.contains(&shown))
        .await?;
    window.click("shift-open").await?;
    window.find("sell-screen").await?;
    Ok(float_cents)
}
