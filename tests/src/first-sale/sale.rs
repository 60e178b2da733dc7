//! The sale itself: the person, the scanned products, and the keys.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use test_support::kasaproctl::Kasaproctl;
use test_support::window::Window;
use test_support::window::keys::{ENTER, ESCAPE, F9};

/// How many products are scanned.
const ITEMS: usize = 3;

/// The float that the drawer gets, in rupiah, when no shift is open.
const FLOAT: &str = "200000";

/// How long a product may take to be scanned.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a scan may take to show on the screen before it is made again.
const SCAN_PATIENCE: Duration = Duration::from_secs(5);

/// The lines of the receipt beside the finished sale.
const RECEIPT_LINES: &str = "
    const lines = document.querySelectorAll('[data-testid=\"receipt-paper\"] pre > *');
    return Array.from(lines, (line) => line.textContent.trimEnd());";

/// The person and the products of the sale.
#[derive(Debug)]
pub(crate) struct Plan {
    username: String,
    pin: String,
    barcodes: Vec<String>,
}

impl Plan {
    /// The owner of the demonstration shop sells some of its coffee.
    ///
    /// # Errors
    /// When the shop cannot be opened or is not the demonstration shop.
    pub(crate) fn of_demo_shop(ctl: &Kasaproctl) -> Result<Self> {
        let shop = ctl.json(&["demo"])?;
        let owner = array(&shop["people"])
            .iter()
            .find(|person| person["role"] == "owner");
        let owner = owner.context("the demonstration shop has no owner")?;
        let products = ctl.json(&["catalog", "search", "kopi"])?;
        let barcodes: Vec<String> = array(&products)
            .iter()
            .filter(|product| product["weighed"] == false)
            .filter_map(|product| product["barcode"].as_str().map(str::to_owned))
            .take(ITEMS)
            .collect();
        ensure!(!barcodes.is_empty(), "the demonstration shop has no coffee");
        Ok(Self {
            username: word(owner, "username")?,
            pin: word(owner, "pin")?,
            barcodes,
        })
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn word(value: &Value, field: &str) -> Result<String> {
    let text = value[field].as_str().map(str::to_owned);
    text.with_context(|| format!("the demonstration shop names no {field}"))
}

/// Unlocks, opens a shift if none is open, scans, takes cash. Returns the receipt.
///
/// # Errors
/// When the window does not respond as expected.
pub(crate) async fn ring_up(window: &Window, plan: &Plan) -> Result<String> {
    unlock(window, plan).await?;
    println!("    unlocked by {} with a PIN", plan.username);
    match first_of(window, &["open-shift-screen", "sell-screen", "done-screen"]).await? {
        "open-shift-screen" => open_shift(window).await?,
        // An earlier sale is still on the screen.
        "done-screen" => window.key(ENTER).await?,
        _ => {}
    }
    window.find("sell-screen").await?;
    for barcode in &plan.barcodes {
        scan(window, barcode).await?;
        println!("    scanned {barcode}: {}", total(window).await?);
    }
    let total = window.text("cart-total").await?;
    window.hands_off().await?;
    window.key(F9).await?;
    window.wait_text("tender-due", |due| due == total).await?;
    window
        .wait_text("tender-received", |text| text.starts_with("Rp"))
        .await?;
    window.hands_off().await?;
    window.key(ENTER).await?;
    window.find("done-screen").await?;
    println!("    paid {} in cash", window.text("done-total").await?);
    receipt(window).await
}

async fn unlock(window: &Window, plan: &Plan) -> Result<()> {
    window.find("pin-dots").await?;
    window.click(&format!("person-{}", plan.username)).await?;
    window.press(&plan.pin).await?;
    window.find("header-user").await?;
    Ok(())
}

async fn open_shift(window: &Window) -> Result<()> {
    window.click("count-by-amount").await?;
    window.fill("count-amount", FLOAT).await?;
    window.key(ENTER).await?;
    Ok(())
}

/// Scans until the cart has grown; a machine that stalls may cut or swallow a scan.
async fn scan(window: &Window, barcode: &str) -> Result<()> {
    let before = total(window).await?;
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        window.scan(barcode).await?;
        if has_grown(window, &before).await? {
            return Ok(());
        }
        // Clear what half a scan typed or opened, and scan the code again.
        window.hands_off().await?;
        window.press(&format!("{ESCAPE}{ESCAPE}")).await?;
    }
    bail!("the screen did not take the scan of {barcode}")
}

/// Whether the scan became an item.
async fn has_grown(window: &Window, before: &str) -> Result<bool> {
    let deadline = Instant::now() + SCAN_PATIENCE;
    while Instant::now() < deadline {
        if total(window).await? != before {
            return Ok(true);
        }
        if window.shows("scan-problem").await? || window.shows("command-text").await? {
            return Ok(false);
        }
    }
    Ok(false)
}

/// The cart's total on the screen; empty if none is shown.
async fn total(window: &Window) -> Result<String> {
    if window.shows("cart-total").await? {
        window.text("cart-total").await
    } else {
        Ok(String::new())
    }
}

/// The first of these elements that the screen shows.
async fn first_of<'t>(window: &Window, test_ids: &[&'t str]) -> Result<&'t str> {
    let selector: Vec<String> = test_ids
        .iter()
        .map(|test_id| format!("[data-testid=\"{test_id}\"]"))
        .collect();
    window.find_css(&selector.join(",")).await?;
    for test_id in test_ids {
        if window.shows(test_id).await? {
            return Ok(test_id);
        }
    }
    bail!("the screen showed one of {test_ids:?} and took it away again")
}

/// The receipt as it was printed, line by line.
async fn receipt(window: &Window) -> Result<String> {
    window.find("receipt-paper").await?;
    let lines = window.client().execute(RECEIPT_LINES, Vec::new()).await?;
    let lines = lines.as_array().context("the receipt has no lines")?;
    let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
    Ok(lines.join("\n"))
}
