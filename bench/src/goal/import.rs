//! G13: how long the import of a catalog takes.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};

use super::snapshot::{load, nanos};
use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::shop::{Shop, goods};
use crate::sizes::{ROUNDS, Sizes};

/// The most of the bare load, in thousandths.
const BARE_LIMIT: u64 = 3_000;

/// Measures G13: the spreadsheet that `kasaproctl catalog import` is given, into an empty shop.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let products = sizes.products;
    let file = folder.join("catalog.csv");
    fs::write(&file, goods::csv(products)?)?;
    let (mut times, mut bare, mut ratios) = (Samples::default(), Samples::default(), Vec::new());
    for round in 0..ROUNDS {
        let shop = Shop::new(&folder.join(format!("import-{round}")))?;
        let register = shop.unlocked_alone()?;
        let began = Instant::now();
        let done = register.import_run(&file, None, &mut |_| ControlFlow::Continue(()))?;
        let took = began.elapsed();
        ensure!(done.added == u64::from(products), "{done:?}");
        drop(register);
        let alone = load(&shop, &folder.join(format!("bare-import-{round}.db")))?;
        ratios.push(ratio(nanos(took), nanos(alone)));
        times.push(took);
        bare.push(alone);
    }
    let what = format!("{products} rows of CSV imported");
    report.check(
        Goal::G13,
        "import / bare load and word index",
        Unit::Ratio,
        median(ratios),
        BARE_LIMIT,
    );
    report.times(Goal::G13, &what, &times);
    report.times(Goal::G13, "bare load and word index", &bare);
    Ok(())
}
