//! Files of invoices.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use test_support::outside;

use crate::shop::{OWNER, Shop};

fn replay(shop: &Shop, file: &str, words: &[&str]) -> Value {
    shop.done([&["replay", file], &OWNER[..], words].concat())
}

fn report(shop: &Shop, day: &str) -> Value {
    shop.done([&["report", "day", "--date", day], &OWNER[..]].concat())
}

#[test]
fn invoices_become_sales_and_refunds_and_bad_rows_are_listed() {
    let shop = Shop::with_currency("GBP");
    let file = shop.file(
        "invoices.csv",
        "invoice,code,name,quantity,time,price\n\
         1,A,Lamp,2,2011-12-05 08:00:00,1.79\n\
         1,B,Gloss,1,2011-12-05 08:00:00,0.00\n\
         2,A,Lamp,-1,2011-12-05 09:00:00,1.79\n\
         3,A,Lamp,3,2011-12-06 09:00:00,2.00\n\
         3,B,Gloss,-1,2011-12-06 09:00:00,0.50\n\
         4,A,Lamp,0,2011-12-06 10:00:00,1.00\n\
         4,A,Lamp,1,2011-12-06 10:00:00,-5.00\n\
         4,A,Lamp,x,2011-12-06 10:00:00,1.00\n\
         4,A,Lamp,1,2011-12-06 10:00:00,1.005\n\
         4,,Lamp,1,2011-12-06 10:00:00,1.00\n",
    );
    let done = replay(
        &shop,
        file.to_str().unwrap(),
        &["--create-products", "--file-time"],
    );
    assert_eq!(
        (&done["sales"], &done["refunds"], &done["rows"]),
        (&json!(2), &json!(2), &json!(5))
    );
    assert_eq!(
        (&done["sales_cents"], &done["refunds_cents"]),
        (&json!(958), &json!(229))
    );
    assert_eq!(
        (&done["net_cents"], &done["products_created"]),
        (&json!(729), &json!(2))
    );
    let rejected: Vec<_> = done["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["line"].as_u64().unwrap(),
                row["reason"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        (7, "quantity_zero"),
        (8, "price_negative"),
        (9, "quantity_invalid"),
        (10, "price_invalid"),
        (11, "code_missing"),
    ];
    assert_eq!(rejected, expected);
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
    let day = report(&shop, "2011-12-05");
    assert_eq!(
        (&day["sales_count"], &day["refund_count"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn unknown_products_are_listed_unless_they_may_be_created() {
    let shop = Shop::with_currency("GBP");
    let file = shop.file("nota.csv", "nota,kode,qty,harga\n1,A,2,1.79\n");
    let done = replay(&shop, file.to_str().unwrap(), &[]);
    assert_eq!(
        (&done["sales"], &done["rejected"][0]["reason"]),
        (&json!(0), &json!("product_unknown"))
    );
}

#[test]
fn columns_are_mapped_or_named_when_they_are_missing() {
    let shop = Shop::with_currency("GBP");
    let file = shop.file("x.csv", "n,c,q,p\n1,A,2,1.79\n");
    let file = file.to_str().unwrap();
    let command = [&["replay", file], &OWNER[..]].concat();
    assert_eq!(
        shop.refused(&command),
        (4, "import_columns_missing".to_owned())
    );
    let wrong = [&command[..], &["--map", "invoice=zz"]].concat();
    assert_eq!(shop.refused(wrong), (2, "usage".to_owned()));
    let done = replay(
        &shop,
        file,
        &[
            "--map",
            "invoice=n,code=c,quantity=q,price=p",
            "--create-products",
        ],
    );
    assert_eq!(done["sales_cents"], 358);
}

#[test]
fn five_real_days_come_to_the_sum_of_their_file() {
    let Some(path) = outside::path("transactions/uci_online_retail_2011-12-05_09.csv") else {
        return;
    };
    let expected = independent_sum(&std::fs::read_to_string(&path).unwrap());
    let shop = Shop::with_currency("GBP");

    let done = replay(
        &shop,
        path.to_str().unwrap(),
        &["--create-products", "--file-time"],
    );

    assert_eq!(done["rejected"], json!([]));
    assert_eq!(done["rows"], expected.rows);
    assert_eq!(
        (&done["sales"], &done["refunds"]),
        (&json!(expected.sales.len()), &json!(expected.refunds.len()))
    );
    assert_eq!(done["sales_cents"], expected.sales_pence);
    assert_eq!(done["refunds_cents"], expected.refunds_pence);
    assert_eq!(done["products_created"], expected.codes.len());
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
    for (day, pence) in expected.by_day {
        let report = report(&shop, &day);
        assert_eq!(report["net"]["cents"], pence, "{day}");
    }
}

#[derive(Default)]
struct Expected {
    rows: u64,
    sales: BTreeSet<String>,
    refunds: BTreeSet<String>,
    sales_pence: i64,
    refunds_pence: i64,
    by_day: BTreeMap<String, i64>,
    codes: BTreeSet<String>,
}

/// The sums of the file in whole pence, read without the code under test.
fn independent_sum(text: &str) -> Expected {
    let mut expected = Expected::default();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    for row in rows.records() {
        let row = row.unwrap();
        let quantity: i64 = row[3].parse().unwrap();
        let (pounds, decimals) = row[5].split_once('.').unwrap_or((&row[5], ""));
        let pence: i64 = format!("{pounds}{decimals:0<2}").parse().unwrap();
        expected.rows += 1;
        expected.codes.insert(row[1].trim().to_uppercase());
        *expected.by_day.entry(row[4][..10].to_owned()).or_default() += quantity * pence;
        if quantity > 0 {
            expected.sales.insert(row[0].to_owned());
            expected.sales_pence += quantity * pence;
        } else {
            expected.refunds.insert(row[0].to_owned());
            expected.refunds_pence -= quantity * pence;
        }
    }
    expected
}
