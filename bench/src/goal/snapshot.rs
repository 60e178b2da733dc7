//! G10: how soon a new register has the shop's catalog.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use register::view::JoinInput;
use register::{KeyStoreChoice, OpenRequest, Register};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;

use crate::bare::open;
use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::server::World;
use crate::shop::{Shop, goods};
use crate::sizes::{ROUNDS, Sizes};

/// The time limit for 100,000 products.
const LIMIT_NANOS: u64 = 3_000_000_000;
/// The most of the bare load, in thousandths.
const BARE_LIMIT: u64 = 3_000;

const WORDS: &str = "create virtual table product_words using fts5 (words, content = '', \
     contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6', \
     tokenize = 'unicode61 remove_diacritics 2')";

/// Measures G10.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let products = sizes.products;
    let world = World::start()?;
    let shop = Shop::stocked(&folder.join("first"), products, 0)?;
    let first = shop.unlocked_alone()?;
    world.found(&first, "Toko Ukur")?;
    let organization_id = shop.ledger(ledger::OpenOptions { maintenance: false });
    drop(first);
    let organization_id = match organization_id {
        Ok(trading) => trading.ledger.identity().organization_id,
        Err(_) => {
            shop.ledger(ledger::OpenOptions { maintenance: false })?
                .ledger
                .identity()
                .organization_id
        }
    };
    let (mut times, mut bare, mut ratios) = (Samples::default(), Samples::default(), Vec::new());
    for round in 0..ROUNDS {
        let joined = Shop::at(&folder.join(format!("joined-{round}")));
        let code = world.server.joining_code(organization_id)?;
        let input = JoinInput {
            server_url: world.server.url(),
            code,
            register_name: format!("A{}", round + 2),
            printer: register::view::PrinterInput::default(),
            use_key_file: true,
        };
        let took = join(&joined, &input, products)?;
        let alone = load(&joined, &folder.join(format!("bare-{round}.db")))?;
        ratios.push(ratio(nanos(took), nanos(alone)));
        times.push(took);
        bare.push(alone);
    }
    let limit = (LIMIT_NANOS / 100_000 * u64::from(products)).max(LIMIT_NANOS / 5);
    let what = format!("{products} products joined, stored and searchable");
    report.check(Goal::G10, &what, Unit::Nanos, times.p50(), limit);
    report.check(
        Goal::G10,
        "the same / bare load and word index",
        Unit::Ratio,
        median(ratios),
        BARE_LIMIT,
    );
    report.times(Goal::G10, &what, &times);
    report.times(Goal::G10, "bare load and word index", &bare);
    Ok(())
}

/// Joins as the wizard does, and finds a product.
fn join(shop: &Shop, input: &JoinInput, products: u32) -> Result<Duration> {
    fs::create_dir_all(shop.data())?;
    let request = OpenRequest::new(shop.data(), KeyStoreChoice::File(shop.key_file()));
    let register = Register::open(request.without_background().for_support())?;
    let began = Instant::now();
    register.enrol_join(Uuid::now_v7(), input)?;
    let last = goods::barcode(products.saturating_sub(1))?;
    register
        .product_by_code(&last)
        .context("the last product is not there")?;
    let hits = register.product_search(&goods::query(3), 12)?;
    let took = began.elapsed();
    ensure!(!hits.is_empty(), "nothing is found");
    Ok(took)
}

/// The same rows into a bare encrypted file, and their words into an index, in one transaction.
pub(super) fn load(shop: &Shop, file: &Path) -> Result<Duration> {
    let from = open(shop)?;
    let schema: Vec<String> = {
        let sql = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'products' AND sql IS NOT NULL ORDER BY type DESC";
        let mut statement = from.prepare(sql)?;
        let all = statement.query_map([], |row| row.get(0))?;
        all.collect::<Result<_, _>>()?
    };
    let mut statement = from.prepare("SELECT * FROM products")?;
    let columns = statement.column_count();
    let all = statement.query_map([], |row| (0..columns).map(|place| row.get(place)).collect())?;
    let rows: Vec<Vec<Value>> = all.collect::<Result<_, _>>()?;
    let mut statement = from
        .prepare("SELECT product_no, concat_ws(' ', name, sku, barcode, category) FROM products")?;
    let all = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let words: Vec<(i64, String)> = all.collect::<Result<_, _>>()?;

    let into = Connection::open(file)?;
    into.pragma_update(None, "key", format!("x'{}'", shop.keys()?.ledger_hex))?;
    into.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    let marks = vec!["?"; columns].join(", ");
    let began = Instant::now();
    into.execute_batch("BEGIN IMMEDIATE")?;
    for sql in &schema {
        into.execute_batch(sql)?;
    }
    into.execute_batch(WORDS)?;
    for row in &rows {
        into.prepare_cached(&format!("INSERT INTO products VALUES ({marks})"))?
            .execute(params_from_iter(row))?;
    }
    for (number, text) in &words {
        into.prepare_cached("INSERT INTO product_words (rowid, words) VALUES (?1, ?2)")?
            .execute((number, text))?;
    }
    into.execute_batch("COMMIT")?;
    Ok(began.elapsed())
}

pub(super) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
