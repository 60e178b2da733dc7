//! Prices change on both registers while one of them is offline.

use std::time::Instant;

use anyhow::{Result, ensure};
use test_support::proxy::Link;
use test_support::window::keys::{F4, F9};

use super::Shop;
use crate::catalog::{self, Product};
use crate::counter_steps::Paid;
use crate::money::{RUPIAH, rupiah};

/// A product that only the second register changes.
const CHANGED_THERE: usize = 22;
/// A product that both change.
const CHANGED_TWICE: usize = 23;

/// The second register's prices arrive first and hold; the lost edit is on the first register's
/// screen.
pub(super) async fn change_on_both_sides_of_a_cut_line(shop: &mut Shop) -> Result<()> {
    shop.far.proxy.set_link(Link::Down)?;
    let twice = shop.day.products[CHANGED_TWICE].clone();
    let here_cents = 77_700 * RUPIAH;
    change_here(shop, &twice, here_cents).await?;
    shop.to_the_counter().await?;
    // Offline, the price of this register applies.
    shop.day.products[CHANGED_TWICE].price_cents = here_cents;
    shop.day
        .sell(&[(CHANGED_TWICE, 1), (CHANGED_THERE, 1)], Paid::Exact)
        .await?;
    shop.wait_chip("offline").await?;

    for (place, price) in [(CHANGED_THERE, 9_900), (CHANGED_TWICE, 8_800)] {
        shop.day.products[place].price_cents = price * RUPIAH;
    }
    let changed = [CHANGED_THERE, CHANGED_TWICE].map(|place| shop.day.products[place].clone());
    change_there(shop, &changed)?;

    shop.far.proxy.set_link(Link::Up)?;
    shop.last_fault = Instant::now();
    shop.wait_converged("the line was cut").await?;
    shop.picture("conflict").await?;
    shows_what_lost(shop, here_cents).await?;
    // Online, the second register's prices also apply here.
    shop.day
        .sell(&[(CHANGED_TWICE, 1), (CHANGED_THERE, 2)], Paid::Exact)
        .await
}

/// On the products screen, by keys.
async fn change_here(shop: &Shop, product: &Product, cents: i64) -> Result<()> {
    shop.go("products", "products-screen").await?;
    let window = &shop.day.window;
    window.fill("products-search", &product.code).await?;
    window
        .wait_text("product-panel", |text| text.contains(&product.code))
        .await?;
    window.key(F4).await?;
    window.find("product-form").await?;
    window
        .fill("product-price", &(cents / RUPIAH).to_string())
        .await?;
    window.key(F9).await?;
    window.find_gone("product-form").await?;
    let price = rupiah(cents);
    window
        .wait_text("product-panel", |text| text.contains(&price))
        .await?;
    Ok(())
}

/// By a price list on the second register, which is online.
fn change_there(shop: &Shop, products: &[Product]) -> Result<()> {
    let file = shop.day.counter.folder.path().join("harga-2.csv");
    catalog::write_file(products, &file)?;
    let second = &shop.far.second;
    let done = second.json(&["catalog", "import", &file.display().to_string()])?;
    ensure!(done["updated"] == products.len(), "not updated: {done}");
    second.json(&["sync", "--once"])?;
    Ok(())
}

async fn shows_what_lost(shop: &Shop, here_cents: i64) -> Result<()> {
    let window = &shop.day.window;
    window.click("sync-chip").await?;
    let lost = rupiah(here_cents);
    window
        .wait_text("sync-conflicts", |text| text.contains(&lost))
        .await?;
    shop.to_the_counter().await
}
