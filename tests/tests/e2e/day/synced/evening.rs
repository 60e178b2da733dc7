//! The shift and the window are closed. Then one checker compares both ledgers with PostgreSQL.

use anyhow::{Result, ensure};
use test_support::window::keys::ENTER;

use super::Shop;
use crate::day::evening::close_shift;
use crate::far_side::Kept;
use crate::wizard::OWNER;

/// Closes the shift, and waits for its closing on the server.
pub(super) async fn close(shop: &mut Shop, float_cents: i64) -> Result<()> {
    if shop.day.window.shows("done-next").await? {
        shop.day.window.hands_off().await?;
        shop.day.window.key(ENTER).await?;
        shop.day.window.find("sell-screen").await?;
    }
    close_shift(&mut shop.day, float_cents).await?;
    shop.far.wait_for_closed_shift().await?;
    shop.wait_chip("synced").await
}

/// With the window closed: the day's sums equal the test's own, on paper, in the ledgers and in
/// PostgreSQL.
pub(super) async fn audit(shop: Shop) -> Result<()> {
    let Shop { day, far, .. } = shop;
    // Receipts and the shift's report.
    let papers = day
        .counter
        .printer
        .wait_for(day.book.sales.len() + 1)
        .await?;
    day.window.close().await?;
    let control = &day.counter.control;
    let verdict = control.json(&["ledger", "verify"])?;
    ensure!(verdict["ok"] == true, "the ledger does not hold: {verdict}");
    let report = control.json(&[&["report", "day"], &OWNER[..]].concat())?;
    day.book.agrees_with(&report)?;
    day.book.was_printed(&papers)?;
    for register in [control, &far.second] {
        register.json(&["sync", "--once"])?;
        let status = register.json(&["sync", "status"])?;
        ensure!(status["waiting_entries"] == 0, "{status} waits");
        ensure!(status["attention"].is_null(), "{status} needs attention");
    }
    let folder = day.counter.folder.path();
    let first = Kept::now(folder, "shop", "key");
    let second = Kept::now(folder, "shop-2", "key-2");
    far.agrees_with(vec![first, second]).await
}
