//! The shop gets a server; another register joins it.

use std::time::Instant;

use anyhow::{Result, ensure};
use test_support::window::keys::ESCAPE;

use super::Shop;
use crate::wizard::OWNER;

/// The owner types the server's address and the founding code into the settings.
pub(super) async fn found_in_the_settings(shop: &mut Shop) -> Result<()> {
    let code = shop.far.server.founding_code("Toko Maju")?;
    shop.go("settings", "settings-screen").await?;
    let window = &shop.day.window;
    window.click("tab-server").await?;
    window
        .fill("enrol-server-url", &shop.far.proxy_url())
        .await?;
    window.fill("enrol-code", &code).await?;
    window.click("settings-server-connect").await?;
    shop.last_fault = Instant::now();
    window.find("settings-server-connected").await?;
    shop.to_the_counter().await?;
    shop.wait_converged("enrolment of a shop that began offline")
        .await?;
    shop.picture("synced").await
}

/// The second register joins with a code from the first register's settings. It sells at once, at
/// the same prices.
pub(super) async fn second_register_joins(shop: &mut Shop) -> Result<()> {
    shop.go("settings", "settings-screen").await?;
    let window = &shop.day.window;
    window.click("tab-server").await?;
    window.click("settings-server-add").await?;
    let code = window.text("joining-code").await?;
    window.key(ESCAPE).await?;
    window.find_gone("joining-code-dialog").await?;
    shop.to_the_counter().await?;

    let (second, url) = (&shop.far.second, shop.far.server.url());
    let words = ["enroll", "--server", &url, "--code", &code];
    second.json(&[&words[..], &["--register-name", "Kasir 2"]].concat())?;
    let product = &shop.day.products[7];
    let found = second.json(&["catalog", "show", &product.code])?;
    ensure!(
        found["price"]["cents"] == product.price_cents,
        "{found} is not {product:?}"
    );
    second.json(&[&["shift", "open", "--float", "100000"], &OWNER[..]].concat())?;
    let item = format!("{}*2", product.code);
    let sell = ["sell", "--item", &item, "--pay", "card@SLIP-2"];
    second.json(&[&sell[..], &OWNER[..]].concat())?;
    second.json(&["sync", "--once"])?;
    Ok(())
}
