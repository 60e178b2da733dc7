//! The hands of a cashier: scan, take money, hand out the receipt.

use anyhow::{Result, ensure};
use kasapro_tests::window::Window;
use kasapro_tests::window::keys::{ALT, ENTER, F9};

use crate::catalog::Product;
use crate::money::{RUPIAH, rupiah};

/// How a customer pays.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Paid {
    /// Exactly what is due, by one key.
    Exact,
    /// Notes worth this much more than is due, rounded up to whole thousands.
    Notes { more_cents: i64 },
    /// By card, with the number on the slip.
    Card(&'static str),
    /// By QRIS, with the number on the customer's phone.
    Qris(&'static str),
}

/// A basket: products and how many of each.
pub(crate) type Basket<'a> = Vec<(&'a Product, i64)>;

/// What a basket costs, summed by the test itself.
pub(crate) fn cost_cents(basket: &Basket<'_>) -> i64 {
    basket
        .iter()
        .map(|(product, count)| product.price_cents * count)
        .sum()
}

/// Scans a basket; more than one of a product as `3*` and a scan.
pub(crate) async fn ring_up(window: &Window, basket: &Basket<'_>) -> Result<()> {
    for (product, count) in basket {
        if *count > 1 {
            window.find("sell-screen").await?;
            window.press(&format!("{count}*")).await?;
        }
        window.scan(&product.code).await?;
    }
    wait_total(window, cost_cents(basket)).await
}

/// Waits until the cart comes to this.
pub(crate) async fn wait_total(window: &Window, cents: i64) -> Result<()> {
    let wanted = rupiah(cents);
    window
        .wait_text("cart-total", |text| text == wanted)
        .await?;
    Ok(())
}

/// Takes the money for what is in the cart and gives back the receipt's number.
pub(crate) async fn pay(window: &Window, due_cents: i64, paid: Paid) -> Result<String> {
    window.hands_off().await?;
    window.key(F9).await?;
    let due = rupiah(due_cents);
    window.wait_text("tender-due", |text| text == due).await?;
    let change_cents = match paid {
        Paid::Exact => {
            window.key(F9).await?;
            0
        }
        Paid::Notes { more_cents } => {
            let thousand = 1_000 * RUPIAH;
            let notes = (due_cents + more_cents + thousand - 1) / thousand * thousand;
            window.press(&(notes / RUPIAH).to_string()).await?;
            window.key(ENTER).await?;
            notes - due_cents
        }
        Paid::Qris(reference) => by_reference(window, '2', reference).await?,
        Paid::Card(reference) => by_reference(window, '3', reference).await?,
    };
    window.find("done-screen").await?;
    ensure!(
        window.text("done-total").await? == due,
        "another total than was due"
    );
    let change = rupiah(change_cents);
    window
        .wait_text("done-change", |text| text == change)
        .await?;
    window.text("done-number").await
}

/// Pays by another way than cash, with the reference that the cashier reads off.
async fn by_reference(window: &Window, method: char, reference: &str) -> Result<i64> {
    window.chord(ALT, method).await?;
    window.fill("tender-reference", reference).await?;
    window.key(ENTER).await?;
    Ok(0)
}
