//! After the last customer: a copy, the counted drawer, and the audit of the day.

use anyhow::{Result, ensure};
use test_support::window::keys::{ENTER, F8};

use super::Day;
use super::book::{is_copy, text};
use crate::money::{RUPIAH, rupiah};
use crate::wizard::OWNER;

/// The amount that is missing from the drawer in the evening.
const MISSING_CENTS: i64 = 2_000 * RUPIAH;

/// Prints the last receipt again; the paper is marked as a copy.
pub(super) async fn print_a_copy(day: &mut Day) -> Result<()> {
    let before = day
        .counter
        .printer
        .wait_for(day.book.sales.len())
        .await?
        .len();
    if day.window.shows("done-next").await? {
        day.window.hands_off().await?;
        day.window.click("done-next").await?;
    }
    day.window.find("sell-screen").await?;
    day.window.key(F8).await?;
    day.window.click("reprint-button").await?;
    let papers = day.counter.printer.wait_for(before + 1).await?;
    let copy = text(&papers[before]);
    let number = day
        .book
        .sales
        .last()
        .map(|sale| sale.receipt_number.as_str());
    ensure!(is_copy(&copy), "the copy does not say so: {copy}");
    ensure!(
        copy.contains(number.unwrap_or("?")),
        "it is a copy of another receipt: {copy}"
    );
    Ok(())
}

/// Counts the drawer, a little short, and closes the shift.
pub(super) async fn close_shift(day: &mut Day, float_cents: i64) -> Result<()> {
    let window = &day.window;
    let expected_cents = float_cents + day.book.cash_cents();
    let counted_cents = expected_cents - MISSING_CENTS;
    window.click("menu-button").await?;
    window.click("menu-close-shift").await?;
    window.click("count-by-amount").await?;
    window
        .fill("count-amount", &(counted_cents / RUPIAH).to_string())
        .await?;
    let counted = rupiah(counted_cents);
    window
        .wait_text("count-total", |text| text.contains(&counted))
        .await?;
    window.key(ENTER).await?;
    window.click("alert-confirm").await?;
    window.find("shift-closed-screen").await?;
    ensure!(window.text("report-expected").await? == rupiah(expected_cents));
    ensure!(window.text("report-counted").await? == counted);
    ensure!(window.text("report-difference").await? == rupiah(-MISSING_CENTS));
    Ok(())
}

/// With the window closed: the chain holds, the day's sums equal the test's own, the paper is
/// complete.
pub(super) async fn audit(day: Day) -> Result<()> {
    // Receipts, one copy, the shift's report.
    let papers = day
        .counter
        .printer
        .wait_for(day.book.sales.len() + 2)
        .await?;
    day.window.close().await?;
    let verdict = day.counter.control.json(&["ledger", "verify"])?;
    ensure!(verdict["ok"] == true, "the ledger does not hold: {verdict}");
    let report = day
        .counter
        .control
        .json(&[&["report", "day"], &OWNER[..]].concat())?;
    day.book.agrees_with(&report)?;
    day.book.was_printed(&papers)?;
    let copies = papers.iter().filter(|paper| is_copy(&text(paper))).count();
    ensure!(copies == 1, "{copies} papers say that they are copies");
    ensure!(
        papers.len() == day.book.sales.len() + 2,
        "{} papers came out",
        papers.len()
    );
    ensure!(
        day.book.sales.len() == 30,
        "{} sales in the day",
        day.book.sales.len()
    );
    Ok(())
}
