//! G7: memory of all processes of the window after a trade, compared with a Chromium that shows the
//! same page without activity, and its growth with the catalog.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::screen::pay;
use crate::goal_number::Goal;
use crate::pss;
use crate::report::{Report, Unit};
use crate::samples::{median, ratio};
use crate::shop::{Shop, goods};
use crate::sizes::{ROUNDS, Sizes};
use crate::window;

/// Ours to Chromium's, in thousandths.
const CHROMIUM_LIMIT: u64 = 600;
/// Growth with the catalog.
const GROWTH_LIMIT_BYTES: u64 = 10 << 20;
const FEW_PRODUCTS: u32 = 1_000;

/// Memory is stable when it changed by less than one part in this many, over several samples.
const STILL: u64 = 50;
const LOOKS: u32 = 4;
const LOOK_EVERY: Duration = Duration::from_secs(1);
const LOOK_FOR: Duration = Duration::from_secs(30);

/// The page as it is shown, without its program.
const PAGE: &str = "
    const page = document.documentElement.cloneNode(true);
    page.querySelectorAll('script').forEach((script) => script.remove());
    page.querySelectorAll('link').forEach((link) => link.removeAttribute('crossorigin'));
    return '<!doctype html>' + page.outerHTML;";

/// Measures G7.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let app = match window::app() {
        Ok(app) => app,
        Err(reason) => {
            report.note(format!("G7: skipped, {reason}."));
            return Ok(());
        }
    };
    let small = Shop::stocked(&folder.join("small"), FEW_PRODUCTS, 0)?;
    let large = Shop::stocked(&folder.join("large"), sizes.products, 0)?;
    let (mut few, mut many, mut page) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..ROUNDS {
        few.push(after_sales(&app, &small, FEW_PRODUCTS, sizes.window_sales)?.0);
        let (bytes, shown) = after_sales(&app, &large, sizes.products, sizes.window_sales)?;
        many.push(bytes);
        page = shown;
    }
    report.note(format!(
        "G7: MiB after {} sales: {} with {FEW_PRODUCTS} products; {} with {}.",
        sizes.window_sales,
        mib(&few),
        mib(&many),
        sizes.products,
    ));
    let (of_small, of_large) = (median(few), median(many));
    let what = format!(
        "memory (PSS) grown from {FEW_PRODUCTS} to {} products",
        sizes.products
    );
    let growth = of_large.saturating_sub(of_small);
    report.check(Goal::G7, &what, Unit::Bytes, growth, GROWTH_LIMIT_BYTES);
    match chromium(folder, &page)? {
        Some(of_chromium) => {
            let value = ratio(of_large, of_chromium);
            let what = "memory (PSS) / Chromium with the same page";
            report.check(Goal::G7, what, Unit::Ratio, value, CHROMIUM_LIMIT);
            report.note(format!("G7: {} MiB in Chromium.", of_chromium >> 20));
        }
        None => report.note("G7: no comparison, Chromium is not installed."),
    }
    Ok(())
}

fn mib(all: &[u64]) -> String {
    let each: Vec<String> = all.iter().map(|bytes| (bytes >> 20).to_string()).collect();
    each.join(", ")
}

/// Sells, and then measures the memory and saves the page.
fn after_sales(app: &Path, shop: &Shop, products: u32, sales: u32) -> Result<(u64, String)> {
    window::runtime()?.block_on(async {
        let (window, _) = window::open(app, shop).await?;
        for sale in 0..sales {
            let code = goods::barcode(goods::scattered(u64::from(sale), products))?;
            window.hands_off().await?;
            window.scan(&code).await?;
            window.find("cart-row").await?;
            pay(&window).await?;
        }
        let process = window
            .process_id()
            .context("the register's process was not found")?;
        let bytes = bytes_at_rest(process)?;
        let page = window.client().execute(PAGE, Vec::new()).await?;
        let page = page.as_str().context("no page")?.to_owned();
        window.close().await?;
        Ok((bytes, page))
    })
}

/// The memory of a process and its descendants, once it is stable.
fn bytes_at_rest(process: u32) -> Result<u64> {
    let deadline = Instant::now() + LOOK_FOR;
    let (mut reference, mut looks) = (0, 0);
    loop {
        let now = pss::of_tree(process)?;
        if now.abs_diff(reference) < now / STILL {
            looks += 1;
        } else {
            (reference, looks) = (now, 0);
        }
        if looks == LOOKS || Instant::now() > deadline {
            return Ok(now);
        }
        sleep(LOOK_EVERY);
    }
}

/// The memory of Chromium with the page; `None` if it is not installed.
fn chromium(folder: &Path, page: &str) -> Result<Option<u64>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist/assets");
    let shown = folder.join("page");
    fs::create_dir_all(shown.join("assets"))?;
    for asset in fs::read_dir(&assets).with_context(|| assets.display().to_string())? {
        let asset = asset?;
        fs::copy(asset.path(), shown.join("assets").join(asset.file_name()))?;
    }
    fs::write(shown.join("index.html"), page)?;
    let started = Command::new("chromium")
        .args(["--no-sandbox", "--no-first-run", "--window-size=1366,768"])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!(
            "--app=file://{}",
            shown.join("index.html").display()
        ))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(child) = started else {
        return Ok(None);
    };
    let browser = Browser(child);
    let deadline = Instant::now() + LOOK_FOR;
    while !pss::runs_in_tree(browser.0.id(), "--type=renderer")? {
        ensure!(Instant::now() < deadline, "Chromium shows nothing");
        sleep(LOOK_EVERY);
    }
    bytes_at_rest(browser.0.id()).map(Some)
}

/// A browser that is killed when this is dropped.
struct Browser(Child);

impl Drop for Browser {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
