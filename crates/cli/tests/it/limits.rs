//! What a register refuses, with its reason, and goes on after.

use std::fmt::Write as _;

use serde_json::json;

use crate::shop::{OWNER, Shop};

fn owner(words: &[&str]) -> Vec<String> {
    words
        .iter()
        .chain(&OWNER)
        .map(ToString::to_string)
        .collect()
}

fn shop_with(currency: &str, catalog: &str) -> Shop {
    let shop = Shop::with_currency(currency);
    let file = shop.file("catalog.csv", catalog);
    shop.done(["catalog", "import", file.to_str().unwrap()]);
    shop.done(owner(&["shift", "open", "--float", "0"]));
    shop
}

#[test]
fn a_day_that_no_sum_can_hold_is_refused_and_reports_go_on() {
    for (currency, price) in [
        ("EUR", "999999999.99"),
        ("JPY", "99999999999"),
        ("KWD", "99999999.999"),
    ] {
        let catalog = format!("sku,name,price\nA,Kapal,{price}\nB,Teh,1\n");
        for closes_between in [false, true] {
            let shop = shop_with(currency, &catalog);
            let large = owner(&["sell", "--item", "A*90071", "--pay", "card"]);
            shop.done(&large);
            if closes_between {
                shop.done(owner(&["shift", "close", "--counted", "0"]));
                shop.done(owner(&["shift", "open", "--float", "0"]));
            }
            assert_eq!(
                shop.refused(&large),
                (1, "sum_too_large".to_owned()),
                "{currency}"
            );
            shop.done(owner(&["sell", "--item", "B", "--pay", "cash"]));
            let day = shop.done(owner(&["report", "day"]));
            assert_eq!(day["sales_count"], 2, "{currency}");
            assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
            shop.done(["catalog", "search", "kapal"]);
            shop.done(owner(&["shift", "close", "--counted", "1"]));
        }
    }
}

#[test]
fn an_invoice_of_a_wholesaler_is_rung_up_and_a_longer_one_has_a_reason_of_its_own() {
    let shop = Shop::with_currency("GBP");
    let invoice = |lines: u32| {
        let mut text = "invoice,code,name,quantity,price\n".to_owned();
        for line in 0..lines {
            let code = 20_000 + line;
            writeln!(
                text,
                "573585,{code}A,RED RETROSPOT TEA CUP AND SAUCER No {line},2,4.95"
            )
            .unwrap();
        }
        shop.file(&format!("{lines}.csv"), &text)
    };
    let replay = |file: std::path::PathBuf| {
        shop.done(owner(&[
            "replay",
            file.to_str().unwrap(),
            "--create-products",
        ]))
    };
    let done = replay(invoice(1_114));
    assert_eq!((&done["sales"], &done["rows"]), (&json!(1), &json!(1_114)));
    assert_eq!(
        (&done["rejected"], &done["sales_cents"]),
        (&json!([]), &json!(1_114 * 990))
    );
    let done = replay(invoice(1_501));
    assert_eq!(
        (&done["sales"], &done["rejected"][0]["reason"]),
        (&json!(0), &json!("cart_too_long"))
    );
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
}

#[test]
fn a_product_without_a_price_is_there_but_not_sold() {
    let shop = shop_with("IDR", "sku,name\nA,Kopi\n");
    let sale = owner(&["sell", "--item", "A", "--pay", "cash"]);
    assert_eq!(shop.refused(&sale), (1, "product_price_missing".to_owned()));
    let unknown = owner(&["sell", "--item", "Z", "--pay", "cash"]);
    assert_eq!(shop.refused(&unknown), (1, "product_not_found".to_owned()));
}

#[test]
fn figures_are_in_the_language_that_the_caller_asked_for() {
    let shop = shop_with("GBP", "sku,name,price\nA,Kapal,112141.11\n");
    shop.done(owner(&["sell", "--item", "A", "--pay", "cash"]));
    let day = |words: &[&str]| {
        let words = words.iter().copied().chain(["report", "day"]).chain(OWNER);
        let output = shop.run(words);
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(day(&[]).contains("£112.141,11"));
    assert!(day(&["--lang", "en"]).contains("£112,141.11"));
    assert!(day(&["--lang", "id"]).contains("£112.141,11"));
    let plain = day(&["--lang", "plain"]);
    assert!(
        plain.contains(" 112141.11") && !plain.contains('£'),
        "{plain}"
    );
    assert_eq!(
        shop.done(owner(&["--lang", "plain", "report", "day"]))["net"]["text"],
        "112141.11"
    );
    let day = shop.done(owner(&["report", "day"]));
    assert_eq!(day["net"]["text"], "£112.141,11");
}
