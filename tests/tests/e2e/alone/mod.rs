//! From an empty data folder to the first receipt with one hand alone: the wizard, a damaged
//! spreadsheet, a sale. Once no pointer is moved, once no key is pressed.
//!
//! What is not of the page is left out. The desktop's dialog for files belongs to no page, so both
//! stories type the path of the file, as the screen offers beside it. A text field takes letters,
//! which a counter without a keyboard gets from the keys that its desktop shows on the screen: the
//! story of the mouse types in text fields, which it has pressed, and nowhere else. These are the
//! shop's name, the owner's, the printer's address and the path.

mod damaged_sheet;
mod keyboard;
mod mouse;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use test_support::window::Window;

use crate::catalog::Product;
use crate::counter::Counter;
use crate::money::{is_amount, rupiah};
use damaged_sheet::DamagedSheet;
use keyboard::Keyboard;
use mouse::Mouse;

/// Counts in the page what the other hand does.
const COUNT_POINTERS: &str = "
    window.strayed = [];
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) {
        window.addEventListener(kind, (event) => window.strayed.push(kind), true);
    }";
const COUNT_KEYS: &str = "
    window.strayed = [];
    window.addEventListener('keydown', (event) => {
        if (!event.target.matches('input[type=text]')) window.strayed.push(event.key);
    }, true);";

/// What a shop does before its first customer has gone, with one hand.
trait Hand {
    /// Counts what the other hand does.
    const WATCH: &'static str;

    /// Answers every page of the wizard.
    async fn set_up(&self, printer: &str) -> Result<()>;
    /// Imports a file, and stays at what came of it.
    async fn import(&self, file: &Path) -> Result<()>;
    /// Counts a float and opens the shift.
    async fn open_shift(&self) -> Result<()>;
    /// Puts a product into the cart.
    async fn add(&self, product: &Product) -> Result<()>;
    /// Takes cash for what is in the cart.
    async fn take_cash(&self, due_cents: i64) -> Result<()>;
    /// Turns to the next customer.
    async fn go_on(&self) -> Result<()>;
}

#[tokio::test]
async fn the_keyboard_alone_leads_from_an_empty_folder_to_the_first_receipt() -> Result<()> {
    let Some(counter) = Counter::prepare("the keyboard alone")? else {
        return Ok(());
    };
    let window = counter.open().await?;
    let told = first_receipt(&counter, &window, &Keyboard(&window)).await;
    Counter::witness(&window, "keyboard-alone", told).await?;
    window.close().await
}

#[tokio::test]
async fn the_mouse_alone_leads_from_an_empty_folder_to_the_first_receipt() -> Result<()> {
    let Some(counter) = Counter::prepare("the mouse alone")? else {
        return Ok(());
    };
    let window = counter.open().await?;
    let told = first_receipt(&counter, &window, &Mouse(&window)).await;
    Counter::witness(&window, "mouse-alone", told).await?;
    window.close().await
}

async fn first_receipt<H: Hand>(counter: &Counter, window: &Window, hand: &H) -> Result<()> {
    let sheet = DamagedSheet::write(counter.folder.path())?;
    window.find("setup-step-language").await?;
    window.client().execute(H::WATCH, Vec::new()).await?;
    hand.set_up(&counter.printer.address()).await?;
    window.find("open-shift-screen").await?;
    hand.import(&sheet.path).await?;
    sheet.was_told(window).await?;
    hand.open_shift().await?;
    window.find("sell-screen").await?;

    let product = sheet.sold.first().context("nothing to sell")?;
    hand.add(product).await?;
    let due_cents = product.price_cents;
    window
        .wait_text("cart-total", |text| is_amount(text, due_cents))
        .await?;
    hand.take_cash(due_cents).await?;
    window
        .wait_text("done-total", |text| is_amount(text, due_cents))
        .await?;
    let number = window.text("done-number").await?;
    let papers = counter.printer.wait_for(1).await?;
    let paper = String::from_utf8_lossy(&papers[0]);
    for printed in [&number, &rupiah(due_cents).replace("Rp ", "")] {
        ensure!(paper.contains(printed.as_str()), "no {printed} on: {paper}");
    }
    hand.go_on().await?;
    window.find("sell-screen").await?;
    let strayed = "return window.strayed.join(' ')";
    let strayed = window.client().execute(strayed, Vec::new()).await?;
    ensure!(strayed == "", "the other hand helped: {strayed}");
    Ok(())
}
