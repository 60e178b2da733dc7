//! G3 while syncing: a sale is not slowed down while the previous one is sent to the server.

use std::path::Path;
use std::thread::sleep;

use anyhow::Result;
use register::Register;

use super::commit::{pay, scan};
use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::server::World;
use crate::shop::{Shop, goods};
use crate::sizes::{ITEMS, PACE, ROUNDS, Sizes};

/// The most a sale may take while syncing, in thousandths of one without.
const LIMIT: u64 = 1_500;

/// Measures the part of G3 that needs a server.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let world = World::start()?;
    let alone = Shop::stocked(&folder.join("alone"), sizes.products, 1_000)?;
    let shop = alone.copy_to(&folder.join("enrolled"))?;
    world.found(&shop.unlocked_alone()?, "Toko Ukur")?;
    let (alone, enrolled) = (alone.unlocked()?, shop.unlocked()?);
    let (mut without, mut with, mut ratios) = (Samples::default(), Samples::default(), Vec::new());
    let mut longest = 0;
    for round in 0..ROUNDS as u64 {
        let (mut one, mut other) = (Samples::default(), Samples::default());
        for sale in 0..u64::from(sizes.paced) {
            let step = (round * 10_000 + sale) * 10;
            sell(&alone, step, sizes.products, &mut one)?;
            sell(&enrolled, step, sizes.products, &mut other)?;
            longest = longest.max(shop.log_bytes());
        }
        ratios.push(ratio(other.p99(), one.p99()));
        without.extend(&one);
        with.extend(&other);
    }
    report.check(
        Goal::G3,
        "use case, paced, p99, syncing / alone",
        Unit::Ratio,
        median(ratios),
        LIMIT,
    );
    report.check(
        Goal::G3,
        "longest log, syncing",
        Unit::Bytes,
        longest,
        64 << 20,
    );
    report.times(Goal::G3, "use case, paced, alone", &without);
    report.times(Goal::G3, "use case, paced, syncing", &with);
    let waiting = enrolled.sync_status()?.waiting_entries;
    report.note(format!(
        "G3: {waiting} entries waited when the last of {} sales was paid.",
        with.count()
    ));
    Ok(())
}

fn sell(register: &Register, step: u64, products: u32, paid: &mut Samples) -> Result<()> {
    for line in 0..ITEMS as u64 {
        scan(
            register,
            &goods::barcode(goods::scattered(step + line, products))?,
        )?;
    }
    sleep(PACE);
    paid.push(pay(register)?);
    Ok(())
}
