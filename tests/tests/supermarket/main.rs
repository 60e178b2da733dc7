//! A supermarket's whole price list is imported through the command line and sold: weighed goods,
//! Hebrew receipts.
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use register::{KeyStoreChoice, OpenRequest, Register};
use serde_json::Value;
use tempfile::TempDir;
use test_support::kasaproctl::Kasaproctl;
use test_support::{outside, program};
use unicode_width::UnicodeWidthStr as _;
use uuid::Uuid;

const PRICE_LIST: &str = "catalog/il_one_store_rami_levy_2026-08-10.csv";
const WHO: [&str; 4] = ["--user", "noa", "--pin", "4826"];
/// The widest line of the receipts of a new shop.
const COLUMNS: usize = 42;
/// One row in this many is sold.
const STRIDE: usize = 311;
/// Items of one sale.
const CART_ITEMS: usize = 13;

/// A row of the price list, as the test reads it.
#[derive(Debug)]
struct Row {
    code: String,
    name: String,
    price_cents: i64,
    weighed: bool,
}

impl Row {
    /// The price of one or, for weighed goods, one and a half; `None` if that is not a whole number
    /// of agorot.
    fn half_more_cents(&self) -> Option<i64> {
        match self.weighed {
            false => Some(self.price_cents),
            true if self.price_cents % 2 == 0 => Some(self.price_cents + self.price_cents / 2),
            true => None,
        }
    }

    fn item(&self) -> String {
        format!("{}*{}", self.code, if self.weighed { "1.5" } else { "1" })
    }
}

#[test]
fn a_whole_supermarket_is_imported_and_sold() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let list = outside::copied(PRICE_LIST, folder.path())?;
    let (Some(program), Some(list)) = (program::kasaproctl(), list) else {
        eprintln!(
            "skipped: a whole supermarket: no kasaproctl (cargo xtask test gives it), or no price list"
        );
        return Ok(());
    };
    let (data, key_file) = places(&folder);
    let control = Kasaproctl::new(&program, &data, &key_file);
    control.json(&[
        "init",
        "--store",
        "Super",
        "--currency",
        "ILS",
        "--owner",
        "noa",
        "--pin",
        "4826",
    ])?;
    let rows = rows(&list)?;
    import(&control, &list, rows.len())?;
    control.json(&[&["shift", "open", "--float", "0"], &WHO[..]].concat())?;

    let goods: Vec<&Row> = sold(&rows);
    ensure!(
        goods.iter().any(|row| row.weighed),
        "nothing weighed is sold"
    );
    let mut total_cents = 0;
    let mut sales = Vec::new();
    for cart in goods.chunks(CART_ITEMS) {
        let due_cents: i64 = cart.iter().filter_map(|row| row.half_more_cents()).sum();
        let sale = sell(&control, cart)?;
        let net = &sale["net_amount_cents"];
        ensure!(*net == due_cents, "{net} for {cart:?}, not {due_cents}");
        total_cents += due_cents;
        sales.push(serde_json::from_value(sale["transaction_id"].clone())?);
    }
    let report = control.json(&[&["report", "day"], &WHO[..]].concat())?;
    ensure!(
        report["net"]["cents"] == total_cents,
        "{report}, not {total_cents}"
    );
    let verdict = control.json(&["ledger", "verify"])?;
    ensure!(verdict["ok"] == true, "the ledger does not hold: {verdict}");
    receipts_keep_their_width(&folder, &sales, &goods)
}

/// Checks that every row is imported, or refused with a reason.
fn import(control: &Kasaproctl, list: &Path, rows: usize) -> Result<()> {
    let list = list.display().to_string();
    let map = "barcode=barcode,name=name,price=price_ils,unit=unit_qty,weighed=is_weighted";
    let done = control.json(&["catalog", "import", &list, "--map", map])?;
    let count = |name: &str| done[name].as_u64().unwrap_or(0);
    let settled = count("added") + count("updated") + count("rejected");
    ensure!(
        settled == u64::try_from(rows)?,
        "{settled} of {rows} rows: {done}"
    );
    ensure!(
        count("rejected") == 0,
        "rows of a real list were refused: {done}"
    );
    ensure!(
        count("flagged") > 0,
        "wrong check digits were not seen: {done}"
    );
    Ok(())
}

fn sell(control: &Kasaproctl, cart: &[&Row]) -> Result<Value> {
    let mut words: Vec<String> = vec!["sell".to_owned()];
    words.extend(WHO.map(str::to_owned));
    for row in cart {
        words.extend(["--item".to_owned(), row.item()]);
    }
    words.extend(["--pay", "card@SLIP-1"].map(str::to_owned));
    control.json(&words)
}

/// Checks that receipt lines are never wider than the paper, and that each name is on a receipt.
fn receipts_keep_their_width(folder: &TempDir, sales: &[Uuid], goods: &[&Row]) -> Result<()> {
    let (data, key_file) = places(folder);
    let request = OpenRequest::new(data, KeyStoreChoice::File(key_file)).without_background();
    let register = Register::open(request)?;
    let owner = register.people()?.into_iter().next().context("no owner")?;
    register.session_unlock(owner.user_id, "4826")?;
    let mut letters = String::new();
    for sale in sales {
        for line in register.transaction_show(*sale)?.receipt.lines {
            let columns = if line.double { COLUMNS / 2 } else { COLUMNS };
            ensure!(
                line.text.width() <= columns,
                "{:?} is wider than {columns}",
                line.text
            );
            letters.push_str(&line.text);
            letters.push(' ');
        }
    }
    let printed = words(&letters);
    for row in goods {
        let missing: Vec<_> = words(&row.name).difference(&printed).cloned().collect();
        let broken = missing
            .iter()
            .filter(|word| word.width() <= COLUMNS)
            .count();
        ensure!(
            broken == 0,
            "{missing:?} of {:?} are on no receipt",
            row.name
        );
    }
    Ok(())
}

/// The words of a text, without the marks for the writing direction.
fn words(text: &str) -> BTreeSet<String> {
    let plain: String = text
        .chars()
        .filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}'))
        .collect();
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Some of the list, spread over it, and the first weighed goods.
fn sold(rows: &[Row]) -> Vec<&Row> {
    let weighed = rows.iter().filter(|row| row.weighed).take(CART_ITEMS);
    let others = rows.iter().step_by(STRIDE);
    let mut codes = BTreeSet::new();
    weighed
        .chain(others)
        .filter(|row| row.half_more_cents().is_some() && codes.insert(row.code.clone()))
        .collect()
}

fn rows(list: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(list)?;
    let columns = reader.headers()?.clone();
    let column = |name: &str| {
        columns
            .iter()
            .position(|column| column == name)
            .context("no column")
    };
    let (code, name) = (column("barcode")?, column("name")?);
    let (price, weighed) = (column("price_ils")?, column("is_weighted")?);
    reader
        .records()
        .map(|record| {
            let record = record?;
            Ok(Row {
                code: record[code].to_owned(),
                name: record[name].to_owned(),
                price_cents: cents(&record[price])?,
                weighed: &record[weighed] == "1",
            })
        })
        .collect()
}

/// `5.9` as 590, read by the test itself.
fn cents(text: &str) -> Result<i64> {
    let (shekels, rest) = text.split_once('.').unwrap_or((text, "0"));
    let agorot: i64 = format!("{rest:0<2}")
        .get(..2)
        .context("no agorot")?
        .parse()?;
    Ok(shekels.parse::<i64>()? * 100 + agorot)
}

fn places(folder: &TempDir) -> (PathBuf, PathBuf) {
    (folder.path().join("shop"), folder.path().join("key"))
}
