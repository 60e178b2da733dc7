//! G3: a sale never waits for upkeep, and the log stays short under any load.

use std::ops::ControlFlow;
use std::path::Path;
use std::thread::sleep;

use anyhow::Result;
use ledger::OpenOptions;
use register::view::SettingsInput;
use uuid::Uuid;

use super::commit::{pay, scan};
use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::shop::{Shop, goods};
use crate::sizes::{ITEMS, PACE, ROUNDS, Sizes};

/// The limit for the 99th percentile relative to the median, in thousandths.
const STALL_LIMIT: u64 = 5_000;
/// The largest allowed size of the log.
const LOG_LIMIT: u64 = 64 << 20;
/// Sales back to back, to measure how long the log gets.
const STORM: u64 = 3_000;

/// Measures G3.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let shop = Shop::stocked(&folder.join("shop"), sizes.products, 1_000)?;
    let storm = shop.copy_to(&folder.join("storm"))?;
    sell_at_a_counter(&shop, sizes, report)?;
    let import = longest_log_of_an_import(&shop, folder, sizes)?;
    report.check(
        Goal::G3,
        "longest log, importing a catalog",
        Unit::Bytes,
        import,
        LOG_LIMIT,
    );
    let sales = longest_log_of_a_storm(&storm, sizes.products)?;
    let what = format!("longest log, {STORM} sales back to back");
    report.check(Goal::G3, &what, Unit::Bytes, sales, LOG_LIMIT);
    Ok(())
}

/// Complete sales: the cart, the receipt's print job, the printer's thread.
fn sell_at_a_counter(shop: &Shop, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let register = shop.unlocked()?;
    let settings = SettingsInput {
        printer: shop.paper(),
        ..register.settings_read()?.settings
    };
    register.settings_write(Uuid::now_v7(), &settings)?;
    let (mut all, mut scans, mut ratios) = (Samples::default(), Samples::default(), Vec::new());
    let mut longest = 0;
    for round in 0..ROUNDS as u64 {
        let mut paid = Samples::default();
        for sale in 0..u64::from(sizes.paced) {
            for line in 0..ITEMS as u64 {
                let step = (round * 10_000 + sale) * 10 + line;
                let code = goods::barcode(goods::scattered(step, sizes.products))?;
                scans.push(scan(&register, &code)?);
            }
            sleep(PACE);
            paid.push(pay(&register)?);
            longest = longest.max(shop.log_bytes());
        }
        ratios.push(ratio(paid.p99(), paid.p50()));
        all.extend(&paid);
    }
    let what = "use case with a printer, paced, p99 / p50";
    report.check(Goal::G3, what, Unit::Ratio, median(ratios), STALL_LIMIT);
    report.check(
        Goal::G3,
        "longest log, paced sales",
        Unit::Bytes,
        longest,
        LOG_LIMIT,
    );
    report.times(Goal::G3, "use case with a printer, paced", &all);
    report.times(Goal::G3, "scan into the cart", &scans);
    Ok(())
}

fn longest_log_of_an_import(shop: &Shop, folder: &Path, sizes: &Sizes) -> Result<u64> {
    let file = folder.join("catalog.csv");
    // Twice the catalog: one half is unchanged, the other half is new.
    std::fs::write(&file, goods::csv(sizes.products * 2)?)?;
    let register = shop.unlocked()?;
    let mut longest = 0;
    register.import_run(&file, None, &mut |_| {
        longest = longest.max(shop.log_bytes());
        ControlFlow::Continue(())
    })?;
    Ok(longest)
}

fn longest_log_of_a_storm(shop: &Shop, products: u32) -> Result<u64> {
    let trading = shop.ledger(OpenOptions::default())?;
    let mut longest = 0;
    for step in 0..STORM {
        trading.sell(5_000_000 + step, products)?;
        longest = longest.max(shop.log_bytes());
    }
    Ok(longest)
}
