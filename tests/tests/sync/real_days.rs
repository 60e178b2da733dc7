//! Five real trading days of another shop, replayed and sent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use test_support::checker::Inspector;
use test_support::kasaproctl::Kasaproctl;
use test_support::shop::TestRegister;
use test_support::{outside, program};

use crate::site::Site;

const FILE: &str = "transactions/uci_online_retail_2011-12-05_09.csv";
const WHO: [&str; 4] = ["--user", "owner", "--pin", "4826"];

/// The sums of the file, read without the code under test.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    /// Sales and refunds, and their net in pence, by day.
    days: BTreeMap<String, (u64, i64)>,
    /// Lines of all receipts: a product twice at one price is one line.
    lines: u64,
    /// Pieces sold minus pieces returned, by code.
    pieces: BTreeMap<String, i64>,
}

#[derive(Debug, Deserialize)]
struct DayRow {
    day: String,
    transactions: u64,
    net: i64,
    paid: i64,
}

#[derive(Debug, Deserialize)]
struct CodeRow {
    sku: String,
    sold: i64,
    stock: i64,
}

#[derive(Debug, Deserialize)]
struct Count {
    count: u64,
}

#[test]
fn five_real_days_are_on_the_server_to_the_penny() -> Result<()> {
    let (Some(control), Some(file)) = (program::kasaproctl(), outside::path(FILE)) else {
        eprintln!("skipped: five real days: no kasaproctl (cargo xtask test gives it), or no file");
        return Ok(());
    };
    let Some(site) = Site::set_up("five real days")? else {
        return Ok(());
    };
    let register = TestRegister::in_folder(site.folder.path(), "Counter");
    register.make_folder()?;
    let control = Kasaproctl::new(&control, &register.data, &register.key_file);
    let begun = Instant::now();
    trade(&control, &site, &file)?;
    eprintln!("replayed after {:.1?}", begun.elapsed());
    let sent = control.json(&["sync", "--once"])?;
    ensure!(sent["waiting_entries"] == 0, "{sent}");
    eprintln!("sent after {:.1?}: {sent}", begun.elapsed());

    site.check_promises(&[register.contents()?])?;
    let expected = sums_of_file(&file)?;
    let found = sums_of_server(&Inspector::connect(&site.server.database().superuser_url)?)?;
    ensure!(found == expected, "{found:#?}, not {expected:#?}");
    eprintln!("checked after {:.1?}: {:?}", begun.elapsed(), found.days);
    Ok(())
}

fn trade(control: &Kasaproctl, site: &Site, file: &Path) -> Result<()> {
    let setup = ["init", "--store", "Gifts", "--currency", "GBP"];
    let owner = ["--owner", "owner", "--pin", "4826"];
    control.json(&[&setup[..], &owner].concat())?;
    let code = site.server.founding_code("Gifts")?;
    let url = site.server.url();
    control.json(&["enroll", "--server", &url, "--code", &code])?;
    let file = file.display().to_string();
    let replay = ["replay", &file, "--create-products", "--file-time"];
    let done = control.json(&[&replay[..], &WHO].concat())?;
    ensure!(done["rejected"] == serde_json::json!([]), "{done}");
    Ok(())
}

fn sums_of_file(file: &Path) -> Result<Sums> {
    let mut sums = Sums::default();
    let mut transactions: BTreeMap<String, BTreeSet<(String, bool)>> = BTreeMap::new();
    let mut lines = BTreeSet::new();
    for row in csv::Reader::from_path(file)?.records() {
        let row = row?;
        let (invoice, code, time) = (&row[0], row[1].trim().to_uppercase(), &row[4]);
        let pieces: i64 = row[3].parse()?;
        let (pounds, decimals) = row[5].split_once('.').unwrap_or((&row[5], ""));
        let pence: i64 = format!("{pounds}{decimals:0<2}").parse()?;
        let day = time.get(..10).context("no day")?.to_owned();
        transactions
            .entry(day.clone())
            .or_default()
            .insert((invoice.to_owned(), pieces > 0));
        sums.days.entry(day).or_default().1 += pieces * pence;
        lines.insert((invoice.to_owned(), pieces > 0, code.clone(), pence));
        *sums.pieces.entry(code).or_default() += pieces;
    }
    sums.lines = u64::try_from(lines.len())?;
    for (day, transactions) in transactions {
        sums.days.entry(day).or_default().0 = u64::try_from(transactions.len())?;
    }
    Ok(sums)
}

fn sums_of_server(inspector: &Inspector) -> Result<Sums> {
    let mut sums = Sums::default();
    let days = inspector.rows::<DayRow>(
        "select business_date::text as day, count(*) as transactions, \
             sum(net_amount_cents)::bigint as net, \
             (select coalesce(sum(amount_cents), 0)::bigint from payments p \
              join transactions s using (organization_id, transaction_id) \
              where s.business_date = t.business_date) as paid \
         from transactions t group by business_date",
    )?;
    for row in days {
        ensure!(row.paid == row.net, "{}: paid is not net", row.day);
        sums.days.insert(row.day, (row.transactions, row.net));
    }
    let codes = inspector.rows::<CodeRow>(
        "select upper(i.sku) as sku, max(p.stock) as stock, \
             sum(case t.kind when 'sale' then i.quantity else -i.quantity end)::bigint as sold \
         from transaction_items i join transactions t using (organization_id, transaction_id) \
         join products p using (organization_id, product_id) group by upper(i.sku)",
    )?;
    for row in codes {
        ensure!(row.stock == -row.sold, "{}: stock {}", row.sku, row.stock);
        sums.pieces.insert(row.sku, row.sold / 1000);
    }
    let lines = inspector.rows::<Count>("select count(*) as count from transaction_items")?;
    sums.lines = lines.first().map_or(0, |row| row.count);
    Ok(sums)
}
