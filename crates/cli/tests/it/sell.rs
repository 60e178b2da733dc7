//! One sale in one call.

use serde_json::json;

use crate::shop::{CASHIER, Shop};

fn sell(words: &[&'static str]) -> Vec<&'static str> {
    [&["sell"], words, &CASHIER].concat()
}

#[test]
fn a_sale_is_recorded_with_its_items_change_number_and_hash() {
    let shop = Shop::open();
    let items = ["--item", "8991234567891*2", "--item", "BERAS*1.5"];
    let sale = shop.done(sell(&[&items[..], &["--pay", "cash=100000"]].concat()));
    assert_eq!(sale["kind"], "sale");
    assert_eq!(sale["items"][0]["subtotal_cents"], 2_500_000);
    assert_eq!(sale["items"][1]["subtotal_cents"], 2_100_000);
    assert_eq!(
        (&sale["gross_amount_cents"], &sale["net_amount_cents"]),
        (&json!(4_600_000), &json!(4_600_000))
    );
    assert_eq!(sale["change_cents"], 5_400_000);
    assert_eq!(sale["payments"][0]["method"], "cash");
    assert_eq!(sale["hash"].as_str().unwrap().len(), 64);

    let next = shop.done(sell(&[
        "--item",
        "KOPI",
        "--pay",
        "card=5000@77",
        "--pay",
        "cash",
    ]));
    assert_eq!(next["payments"].as_array().unwrap().len(), 2);
    assert_eq!(
        next["seq"].as_u64().unwrap(),
        sale["seq"].as_u64().unwrap() + 1
    );
    assert_ne!(next["receipt_number"], sale["receipt_number"]);
    let tail = shop.done(["ledger", "tail", "-n", "1"]);
    assert_eq!(tail[0]["hash"], next["hash"]);
}

#[test]
fn a_sale_that_cannot_be_changes_nothing() {
    let shop = Shop::open();
    let entries = shop.done(["ledger", "verify"])["entries"].clone();
    let table: [(&[&str], i32, &str); 10] = [
        (
            &["--item", "NIHIL", "--pay", "cash"],
            1,
            "product_not_found",
        ),
        (
            &["--item", "KOPI", "--pay", "cash=5000"],
            1,
            "amount_insufficient",
        ),
        (
            &["--item", "KOPI", "--pay", "card=20000"],
            1,
            "payment_exceeds_due",
        ),
        (
            &["--item", "KOPI*x", "--pay", "cash"],
            2,
            "quantity_invalid",
        ),
        // Nobody says how much it is.
        (&["--item", "BERAS", "--pay", "cash"], 1, "quantity_invalid"),
        // 0.750 kg of something that is sold by the piece.
        (
            &["--item", "01089912345678913103000750", "--pay", "cash"],
            1,
            "code_unreadable",
        ),
        (&["--item", "KOPI*0", "--pay", "cash"], 2, "usage"),
        (&["--item", "KOPI*-1", "--pay", "cash"], 2, "usage"),
        (&["--item", "KOPI", "--pay", "gold"], 2, "usage"),
        (
            &["--item", "KOPI", "--pay", "cash=1,5"],
            2,
            "amount_invalid",
        ),
    ];
    for (words, exit, code) in table {
        let words: Vec<&str> = [&["sell"], words, &CASHIER].concat();
        assert_eq!(shop.refused(&words), (exit, code.to_owned()), "{words:?}");
    }
    assert_eq!(shop.done(["ledger", "verify"])["entries"], entries);
}

#[test]
fn nothing_is_sold_without_a_shift() {
    let shop = Shop::ready();
    let words = sell(&["--item", "KOPI", "--pay", "cash"]);
    assert_eq!(shop.refused(words), (1, "no_open_shift".to_owned()));
}

#[test]
fn people_read_what_was_sold() {
    let output = Shop::open().run(sell(&["--item", "KOPI*2", "--pay", "cash=30000"]));
    let text = String::from_utf8(output.stdout).unwrap();
    for word in ["Kopi Susu 250 ml", "Rp 25.000", "Rp 5.000", "Receipt"] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
}

#[test]
fn another_way_of_paying_says_what_it_is() {
    let shop = Shop::open();
    let pay = |payment: &'static str| sell(&["--item", "KOPI", "--pay", payment]);
    assert_eq!(
        shop.refused(pay("other")),
        (1, "reference_missing".to_owned())
    );
    let sale = shop.done(pay("other@Voucher 17"));
    assert_eq!(sale["payments"][0]["reference"], "Voucher 17");
}
