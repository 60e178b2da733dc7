//! One day of trade at one counter, told from the first start to the counted drawer.

mod morning;

use anyhow::{Result, ensure};
use kasapro_tests::window::Window;

use crate::catalog;
use crate::counter::Counter;
use crate::till::{self, Paid};
use crate::wizard;

#[tokio::test]
async fn a_new_shop_imports_sells_and_prints() -> Result<()> {
    let Some(counter) = Counter::prepare("the first sale")? else {
        return Ok(());
    };
    let window = counter.open().await?;
    let told = first_sale(&counter, &window).await;
    Counter::witness(&window, "first-sale", told).await?;
    window.close().await?;
    let verdict = counter.control.ask(&["ledger", "verify"])?;
    ensure!(verdict["ok"] == true, "the ledger does not hold: {verdict}");
    Ok(())
}

async fn first_sale(counter: &Counter, window: &Window) -> Result<()> {
    let products = catalog::products()?;
    wizard::set_up(window, &counter.printer.address()).await?;
    morning::import(window, counter, &products).await?;
    morning::open_shift(window).await?;
    let basket = vec![(&products[0], 1), (&products[1], 3)];
    till::ring_up(window, &basket).await?;
    let due = till::cost_cents(&basket);
    let number = till::pay(window, due, Paid::Notes { more_cents: 100 }).await?;
    let papers = counter.printer.wait_for(1).await?;
    let paper = String::from_utf8_lossy(&papers[0]).into_owned();
    ensure!(
        paper.contains(&number),
        "the receipt lacks its number {number}: {paper}"
    );
    Ok(())
}
