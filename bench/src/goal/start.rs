//! G6: a start does not grow with the shop. With the files of the shop and of the program out of
//! the page cache, the window opens, is unlocked and takes scans; a large shop and an empty one
//! take turns. The same without a window, in a separate process, shows the register's share of the
//! time.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use uuid::Uuid;

use crate::evict;
use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, ratio};
use crate::shop::{Shop, goods};
use crate::sizes::Sizes;
use crate::window;

const START_LIMIT_NANOS: u64 = 1_000_000_000;
/// A large shop to an empty one, in thousandths.
const GROWTH_LIMIT: u64 = 1_150;

/// The output of the process after a scan was answered.
const ACCEPTED: &str = "accepted";

/// Measures G6.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let empty = Shop::new(&folder.join("empty"))?;
    let large = Shop::stocked(&folder.join("large"), sizes.products, sizes.sales)?;
    match window::app() {
        Ok(app) => in_the_window(&app, &empty, &large, sizes, report)?,
        Err(reason) => report.note(format!("G6: no start of the window, {reason}.")),
    }
    without_a_window(folder, &empty, &large, sizes, report)
}

fn in_the_window(
    app: &Path,
    empty: &Shop,
    large: &Shop,
    sizes: &Sizes,
    report: &mut Report,
) -> Result<()> {
    let (mut cold, mut cold_empty) = (Samples::default(), Samples::default());
    let runtime = window::runtime()?;
    for _ in 0..sizes.window_starts {
        for (shop, times) in [(empty, &mut cold_empty), (large, &mut cold)] {
            evict::folder(&shop.data())?;
            evict::file(app)?;
            let (window, took) = runtime.block_on(window::open(app, shop))?;
            times.push(took);
            runtime.block_on(window.close())?;
        }
    }
    tell(report, "window", &size(sizes), &cold, &cold_empty);
    Ok(())
}

fn without_a_window(
    folder: &Path,
    empty: &Shop,
    large: &Shop,
    sizes: &Sizes,
    report: &mut Report,
) -> Result<()> {
    let (mut cold, mut cold_empty) = (Samples::default(), Samples::default());
    for start in 0..sizes.starts {
        let code = goods::barcode(goods::scattered(u64::from(start), sizes.products))?;
        cold_empty.push(start_and_scan(empty, &folder.join("empty"), &code)?);
        cold.push(start_and_scan(large, &folder.join("large"), &code)?);
    }
    tell(report, "no window", &size(sizes), &cold, &cold_empty);
    Ok(())
}

fn size(sizes: &Sizes) -> String {
    format!("{} products + {} sales", sizes.products, sizes.sales)
}

fn tell(report: &mut Report, how: &str, size: &str, cold: &Samples, cold_empty: &Samples) {
    let what = format!("start to scan ({how}), {size}, p95");
    let p95 = cold.percentile(95);
    report.check(Goal::G6, &what, Unit::Nanos, p95, START_LIMIT_NANOS);
    let growth = ratio(cold.p50(), cold_empty.p50());
    let what = format!("start to scan ({how}) / empty shop, p50");
    report.check(Goal::G6, &what, Unit::Ratio, growth, GROWTH_LIMIT);
    report.times(Goal::G6, &format!("start to scan ({how}), {size}"), cold);
    report.times(
        Goal::G6,
        &format!("start to scan ({how}), empty shop"),
        cold_empty,
    );
}

fn start_and_scan(shop: &Shop, folder: &Path, code: &str) -> Result<Duration> {
    evict::folder(&shop.data())?;
    let program = std::env::current_exe()?;
    let began = Instant::now();
    let mut process = Command::new(program)
        .arg("--accept-scan")
        .arg(folder)
        .arg(code)
        .stdout(Stdio::piped())
        .spawn()?;
    let output = process.stdout.take().context("no output")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    let took = began.elapsed();
    ensure!(
        process.wait()?.success() && line.trim() == ACCEPTED,
        "the start failed"
    );
    Ok(took)
}

/// The work of the started process. A code that the shop does not have also counts, because it is
/// answered.
pub(crate) fn accept_scan(folder: &Path, code: &str) -> Result<()> {
    let register = Shop::at(folder).unlocked()?;
    register.cart_scan(Uuid::now_v7(), code, None)?;
    println!("{ACCEPTED}");
    Ok(())
}
