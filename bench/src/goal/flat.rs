//! G2: the cost of a sale does not depend on earlier sales. The same shop with short and long
//! histories, in turns.

use std::path::Path;
use std::thread::sleep;

use anyhow::{Context, Result};
use ledger::OpenOptions;

use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::shop::{Shop, TradingLedger};
use crate::sizes::{PACE, ROUNDS, Sizes};

/// The limit for the growth of the median and of the 99th percentile, in thousandths.
const P50_LIMIT: u64 = 1_150;
const P99_LIMIT: u64 = 2_000;

/// Pages a sale may touch, in hundredths. The ledger's tests hold the same limit.
const PAGES_LIMIT: u64 = 1_200;

/// A page in the log, with its header.
const FRAME_BYTES: u64 = 4096 + 24;

/// A shop with a history, and its times by round.
struct Entrant {
    sales: u64,
    trading: TradingLedger,
    rounds: Vec<Samples>,
}

/// Measures G2.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let shops = grow(folder, sizes)?;
    let mut entrants = Vec::with_capacity(shops.len());
    for (sales, shop) in shops {
        let pages = pages_per_sale(&shop, sizes.products)?;
        let what = format!("pages per sale after {sales} sales (counted)");
        report.check(Goal::G2, &what, Unit::Pages, pages, PAGES_LIMIT);
        entrants.push(Entrant {
            sales,
            trading: shop.ledger(OpenOptions::default())?,
            rounds: Vec::new(),
        });
    }
    for round in 0..ROUNDS as u64 {
        for entrant in &mut entrants {
            entrant.rounds.push(Samples::default());
        }
        for step in 0..u64::from(sizes.paced) {
            for entrant in &mut entrants {
                sleep(PACE);
                let step = entrant.sales + round * u64::from(sizes.paced) + step;
                let took = entrant.trading.sell(step, sizes.products)?;
                entrant.rounds.last_mut().context("no round")?.push(took);
            }
        }
    }
    tell(report, &entrants);
    Ok(())
}

/// One shop for each history; the longer ones are built from the shorter ones.
fn grow(folder: &Path, sizes: &Sizes) -> Result<Vec<(u64, Shop)>> {
    let mut shops: Vec<(u64, Shop)> = Vec::new();
    for sales in &sizes.histories {
        let place = folder.join(format!("after-{sales}"));
        let shop = match shops.last() {
            None => Shop::stocked(&place, sizes.products, *sales)?,
            Some((before, shorter)) => {
                let shop = shorter.copy_to(&place)?;
                let trading = shop.ledger(OpenOptions { maintenance: false })?;
                trading.add_history(sales - before, sizes.products)?;
                shop
            }
        };
        shops.push((*sales, shop));
    }
    Ok(shops)
}

/// Pages that a sale writes to the log, in hundredths.
fn pages_per_sale(shop: &Shop, products: u32) -> Result<u64> {
    const SALES: u64 = 100;
    let trading = shop.ledger(OpenOptions { maintenance: false })?;
    trading.sell(1, products)?;
    let before = shop.log_bytes();
    for step in 0..SALES {
        trading.sell(step + 2, products)?;
    }
    Ok((shop.log_bytes() - before) / FRAME_BYTES * 100 / SALES)
}

fn tell(report: &mut Report, entrants: &[Entrant]) {
    let Some((first, longer)) = entrants.split_first() else {
        return;
    };
    for entrant in longer {
        let growth = |of: fn(&Samples) -> u64| {
            let rounds = entrant.rounds.iter().zip(&first.rounds);
            median(
                rounds
                    .map(|(long, short)| ratio(of(long), of(short)))
                    .collect(),
            )
        };
        let what = |part| {
            format!(
                "{part} after {} sales / after {}",
                entrant.sales, first.sales
            )
        };
        let (p50, p99) = (growth(Samples::p50), growth(Samples::p99));
        report.check(Goal::G2, &what("p50"), Unit::Ratio, p50, P50_LIMIT);
        report.check(Goal::G2, &what("p99"), Unit::Ratio, p99, P99_LIMIT);
    }
    for entrant in entrants {
        let mut all = Samples::default();
        for round in &entrant.rounds {
            all.extend(round);
        }
        let what = format!("ledger commit after {} sales, paced", entrant.sales);
        report.times(Goal::G2, &what, &all);
    }
}
