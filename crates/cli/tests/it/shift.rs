//! A shift from its float to its count.

use crate::shop::{CASHIER, OWNER, Shop};

#[test]
fn the_drawer_adds_up_and_a_difference_is_recorded() {
    let shop = Shop::ready();
    let shift = shop.done([&["shift", "open", "--float", "200000"][..], &CASHIER].concat());
    assert_eq!(
        (&shift["number"], &shift["float"]["cents"]),
        (&1.into(), &20_000_000.into())
    );
    let again = [&["shift", "open", "--float", "0"][..], &OWNER].concat();
    assert_eq!(shop.refused(again), (1, "shift_already_open".to_owned()));

    let sell = ["sell", "--item", "KOPI*2", "--pay", "cash=50000"];
    shop.done([&sell[..], &CASHIER].concat());
    let sell = ["sell", "--item", "KOPI", "--pay", "qris@INV-7"];
    shop.done([&sell[..], &CASHIER].concat());

    let report = shop.done([&["shift", "report"][..], &OWNER].concat());
    assert_eq!(report["sales_count"], 2);
    assert_eq!(report["net"]["cents"], 3_750_000);
    assert_eq!(report["expected"]["cents"], 22_500_000);

    let close = ["shift", "close", "--counted", "224500"];
    let report = shop.done([&close[..], &OWNER].concat());
    assert_eq!(report["counted"]["cents"], 22_450_000);
    assert_eq!(report["difference"]["cents"], -50_000);
    assert_eq!(
        shop.refused([&["shift", "report"][..], &OWNER].concat()),
        (1, "no_open_shift".to_owned())
    );
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
}

#[test]
fn the_day_sums_its_sales() {
    let shop = Shop::open();
    shop.done([&["sell", "--item", "KOPI*3", "--pay", "cash"][..], &CASHIER].concat());
    let day = shop.done([&["report", "day"][..], &OWNER].concat());
    assert_eq!(
        (&day["sales_count"], &day["net"]["cents"]),
        (&1.into(), &3_750_000.into())
    );
    let before = shop.done([&["report", "day", "--date", "2001-02-03"][..], &OWNER].concat());
    assert_eq!(
        (&before["sales_count"], &before["net"]["cents"]),
        (&0.into(), &0.into())
    );
    assert_eq!(
        shop.refused([&["report", "day", "--date", "today"][..], &OWNER].concat()),
        (2, "usage".to_owned())
    );
}

/// What would tell a cashier what the drawer should hold, if it could be asked for without a PIN.
const SUMS: [&[&str]; 3] = [
    &["shift", "report"],
    &["report", "day"],
    &["ledger", "export"],
];

#[test]
fn the_account_of_the_computer_alone_shows_no_sum_of_the_drawer() {
    let shop = Shop::open();
    for words in SUMS {
        let (exit, code) = shop.refused(words);
        assert_eq!((exit, code.as_str()), (2, "usage"), "{words:?}");
        let wrong = [words, &["--user", "sari", "--pin", "0000"][..]].concat();
        assert_eq!(shop.refused(wrong), (1, "wrong_pin".to_owned()));
    }
}

#[test]
fn a_cashier_counts_blind_on_the_command_line_too() {
    let shop = Shop::open();
    shop.done([&["sell", "--item", "KOPI", "--pay", "cash"][..], &CASHIER].concat());
    let report = shop.done([&["shift", "report"][..], &CASHIER].concat());
    assert_eq!(report["sales_count"], 1);
    for hidden in ["expected", "net", "gross", "rounding"] {
        assert!(report[hidden].is_null(), "{hidden}: {report}");
    }
    assert_eq!(report["payments"], serde_json::json!([]));
    for words in &SUMS[1..] {
        let refused = shop.refused([words, &CASHIER[..]].concat());
        assert_eq!(refused, (1, "permission_denied".to_owned()), "{words:?}");
    }
    let close = ["--json", "shift", "close", "--counted", "1"];
    let output = shop.run([&close[..], &CASHIER].concat());
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(told.contains("approval_required"), "{told}");
    assert!(!told.contains("212"), "the drawer holds 212500: {told}");
}
