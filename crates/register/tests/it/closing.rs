//! The end of the program: everything that is due is done before the ledger is closed.

use std::fs;
use std::time::Duration;

use register::Register;
use serde_json::Value;

use crate::bench_shop::{BenchShop, WATER, request};

/// How long closing may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn closing_writes_the_mark_of_the_last_sale_and_frees_the_ledger_whoever_else_holds_it() {
    let shop = BenchShop::open();
    // As the window does it: what hears of events can ask the register.
    let asked = shop.register.clone();
    shop.register.listen(move |_| {
        asked.app_status().ok();
    });
    let held = shop.register.clone();
    // The mark of the second is not due for another two seconds.
    let sales: Vec<_> = (0..2)
        .map(|_| {
            shop.scan(WATER);
            shop.pay_cash(None).receipt_number
        })
        .collect();
    assert!(shop.register.close_within(PATIENCE));

    let mark = fs::read_to_string(shop.folder.path().join("key.json.head")).unwrap();
    let mark: Value = serde_json::from_str(&mark).unwrap();
    assert_eq!(mark["receipt_number"], *sales.last().unwrap());
    assert!(held.cart_view().is_err());
    Register::open(request(&shop.folder, &shop.clock)).unwrap();
}

#[test]
fn closing_twice_or_without_a_shop_is_done_at_once() {
    let shop = BenchShop::new();
    assert!(shop.register.close_within(PATIENCE));
    assert!(shop.register.close_within(PATIENCE));
    assert!(BenchShop::empty().register.close_within(PATIENCE));
}
