//! From an empty folder to a shop with people.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::shop::{CASHIER, OWNER, Shop, kasaproctl};

const INIT: [&str; 7] = [
    "init",
    "--store",
    "Toko Maju",
    "--owner",
    "sari",
    "--pin",
    "4711",
];

#[test]
fn a_shop_is_set_up_once() {
    let shop = Shop::empty();
    let made = shop.done(INIT);
    assert_eq!(made["store_name"], "Toko Maju");
    assert_eq!(
        (&made["currency"], &made["product_count"]),
        (&json!("IDR"), &json!(0))
    );
    assert_eq!(shop.refused(INIT), (1, "already_set_up".to_owned()));
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
}

#[test]
fn a_shop_can_begin_with_the_sample_catalog() {
    let shop = Shop::empty();
    let made = shop.done(
        INIT.iter()
            .chain(&["--sample-catalog", "--tax", "ppn-inclusive"]),
    );
    assert!(made["product_count"].as_u64().unwrap() >= 300, "{made}");
}

#[cfg(unix)]
#[test]
fn the_key_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = Shop::with_currency("IDR");
    let mode = fs::metadata(shop.key()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_cannot_be_set_up_changes_nothing() {
    let shop = Shop::empty();
    let with = |field: &str, value: &str| {
        let mut words: Vec<String> = INIT.iter().map(ToString::to_string).collect();
        words.extend([field.to_owned(), value.to_owned()]);
        words
    };
    assert_eq!(shop.json(with("--currency", "XXX")).exit, 1);
    assert_eq!(shop.refused(with("--tax", "vat")), (2, "usage".to_owned()));
    let short = [
        "init",
        "--store",
        "Toko Maju",
        "--owner",
        "sari",
        "--pin",
        "12",
    ];
    assert_eq!(shop.refused(short), (1, "pin_invalid".to_owned()));
    assert_eq!(
        shop.refused(["ledger", "tail"]),
        (3, "needs_setup".to_owned())
    );
    shop.done(INIT);
}

#[test]
fn a_lost_or_wrong_key_is_named() {
    let shop = Shop::with_currency("IDR");
    let other = Shop::with_currency("IDR");
    let exit = |key: PathBuf| {
        let ctl = kasaproctl(&shop.data(), &key);
        let output = ctl.output(["ledger", "tail"]).unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), text)
    };
    let (code, text) = exit(other.key());
    assert!(
        code == Some(3) && text.contains("[ledger_wrong_key]"),
        "{text}"
    );
    let (code, text) = exit(shop.path("absent"));
    assert!(
        code == Some(3) && text.contains("[ledger_key_missing]"),
        "{text}"
    );
}

#[test]
fn the_owner_adds_people_and_a_cashier_may_not() {
    let shop = Shop::ready();
    let people = shop.done(["user", "list"]);
    let names: Vec<_> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["username"])
        .collect();
    assert_eq!(names, ["sari", "budi"]);
    let add = [
        "user",
        "add",
        "--username",
        "agus",
        "--role",
        "supervisor",
        "--new-pin",
        "3759",
    ];
    assert_eq!(
        shop.refused([&add[..], &CASHIER].concat()),
        (1, "permission_denied".to_owned())
    );
    let people = shop.done([&add[..], &OWNER].concat());
    assert_eq!(people.as_array().unwrap().len(), 3);
    let same_pin = [
        "user",
        "add",
        "--username",
        "nia",
        "--role",
        "cashier",
        "--new-pin",
        "3759",
    ];
    assert_eq!(
        shop.refused([&same_pin[..], &OWNER].concat()),
        (1, "pin_taken".to_owned())
    );
}

#[test]
fn a_wrong_pin_or_an_unknown_person_is_refused() {
    let shop = Shop::ready();
    let open = |user, pin| {
        [
            "shift", "open", "--float", "0", "--user", user, "--pin", pin,
        ]
    };
    assert_eq!(
        shop.refused(open("sari", "0000")),
        (1, "wrong_pin".to_owned())
    );
    assert_eq!(
        shop.refused(open("nobody", "4711")),
        (1, "user_not_found".to_owned())
    );
}

#[test]
fn the_demonstration_shop_is_ready_to_sell_and_made_once() {
    let shop = Shop::empty();
    let made = shop.done(["demo"]);
    assert_eq!(made["created"], true);
    assert!(made["product_count"].as_u64().unwrap() >= 300, "{made}");
    let roles: Vec<_> = made["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["role"])
        .collect();
    assert_eq!(roles, ["owner", "supervisor", "cashier"]);
    for person in made["people"].as_array().unwrap() {
        let who = |field: &str| person[field].as_str().unwrap().to_owned();
        let words = [
            "shift",
            "open",
            "--float",
            "0",
            "--user",
            &who("username"),
            "--pin",
            &who("pin"),
        ];
        // The second and third find the shift of the first open: their PINs were right.
        let answer = shop.json(words);
        let refusal = &answer.json["error"]["code"];
        assert!(
            answer.exit == 0 || refusal == "shift_already_open",
            "{}",
            answer.json
        );
    }
    let entries = shop.done(["ledger", "verify"])["entries"].clone();
    assert_eq!(shop.done(["demo"])["created"], false);
    assert_eq!(shop.done(["ledger", "verify"])["entries"], entries);
    let text = String::from_utf8(shop.run(["demo"]).stdout).unwrap();
    assert_eq!(text.matches("PIN").count(), 3, "{text}");
    assert!(
        text.contains("not for trade"),
        "the key file is warned of: {text}"
    );
}

#[test]
fn a_shop_of_somebody_else_is_no_demonstration_shop() {
    let shop = Shop::empty();
    shop.done([
        "init", "--store", "Toko", "--owner", "rina", "--pin", "4711",
    ]);
    assert_eq!(shop.refused(["demo"]), (1, "already_set_up".to_owned()));
}
