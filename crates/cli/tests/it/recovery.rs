//! Recovery codes, backups that come back, and ledgers that are older than they look.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shop::{CASHIER, OWNER, Shop, kasaproctl};

/// A shop with an open shift, and its recovery code.
fn open_shop() -> (Shop, String) {
    let shop = Shop::open();
    let code = new_code(&shop);
    (shop, code)
}

fn new_code(shop: &Shop) -> String {
    let made = shop.done([&["recovery-code", "new"][..], &OWNER].concat());
    made["recovery_code"].as_str().unwrap().to_owned()
}

/// Sells a coffee and gives the receipt's number.
fn sell(shop: &Shop) -> String {
    let words = ["sell", "--item", "KOPI", "--pay", "cash=12500"];
    let sold = shop.done([&words[..], &CASHIER].concat());
    sold["receipt_number"].as_str().unwrap().to_owned()
}

fn backup(shop: &Shop, name: &str) -> PathBuf {
    let file = shop.path(name);
    let made = shop.done(["backup", file.to_str().unwrap()]);
    assert_eq!(made["has_recovery_code"], true);
    file
}

/// Puts an older copy in the place of the ledger, as people do.
fn put_in_place(shop: &Shop, copy: &Path) {
    for stale in ["ledger.db-wal", "ledger.db-shm"] {
        fs::remove_file(shop.data().join(stale)).ok();
    }
    fs::copy(copy, shop.data().join("ledger.db")).unwrap();
}

fn restore(into: &Shop, backup: &Path, code: &str) -> crate::shop::Answer {
    let file = into.file("code.txt", &format!("{code}\n"));
    into.json([
        "restore",
        backup.to_str().unwrap(),
        "--recovery-code-file",
        file.to_str().unwrap(),
    ])
}

fn attention(shop: &Shop) -> Value {
    shop.done(["sync", "status"])["attention"]["code"].clone()
}

#[test]
fn the_setup_shows_a_code_once_and_stores_it_nowhere() {
    let shop = Shop::empty();
    let words = [
        "init", "--store", "Toko", "--owner", "sari", "--pin", "4711",
    ];
    let code = shop.done(words)["recovery_code"].clone();
    let code = code.as_str().unwrap();
    assert_eq!(code.len(), 34, "{code}");
    let plain = code.replace('-', "");
    for file in fs::read_dir(shop.data()).unwrap() {
        let path = file.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        assert!(!text.contains(code) && !text.contains(&plain), "{path:?}");
    }
    let checks = shop.done(["doctor"])["checks"].clone();
    let check = checks
        .as_array()
        .unwrap()
        .iter()
        .find(|check| check["name"] == "recovery_code");
    assert_eq!(check.unwrap()["state"], "ok");
}

#[test]
fn a_code_is_made_by_owners_only() {
    let shop = Shop::open();
    let new = [&["recovery-code", "new"][..], &CASHIER].concat();
    assert_eq!(shop.refused(new), (1, "permission_denied".to_owned()));
}

#[test]
fn a_backup_comes_back_on_another_computer_with_the_code_alone() {
    let (shop, code) = open_shop();
    let sold = [sell(&shop), sell(&shop)];
    let file = backup(&shop, "shop.db");
    let after = sell(&shop);

    // Typed from paper, in another way than it was shown.
    let typed = code.to_lowercase().replace('-', " ").replace('0', "o");
    let other = Shop::empty();
    let answer = restore(&other, &file, &typed);
    assert_eq!(answer.exit, 0, "{}", answer.json);
    let restored = answer.json;
    assert_eq!(restored["store_name"], "Toko Maju");
    assert_eq!(restored["transactions"], 2);
    assert_eq!(restored["last_receipt"]["receipt_number"], sold[1].as_str());
    assert_eq!(
        (&restored["users"], &restored["products"]),
        (&2.into(), &3.into())
    );
    assert_eq!(restored["missing"], Value::Null);

    let next = sell(&other);
    assert_eq!(restored["next_receipt_number"], next.as_str());
    assert!(!sold.contains(&next) && next != after, "{next}");
    assert_eq!(other.done(["ledger", "verify"])["ok"], true);
    assert_eq!(other.done(["doctor"])["ok"], true);
    assert_eq!(attention(&other), "register_copied");
    // Its own backups open with the same code.
    let again = Shop::empty();
    let answer = restore(&again, &backup(&other, "again.db"), &code);
    assert_eq!((answer.exit, &answer.json["transactions"]), (0, &3.into()));
}

#[test]
fn one_backup_that_comes_back_many_times_prints_no_number_twice() {
    let (shop, code) = open_shop();
    sell(&shop);
    let file = backup(&shop, "shop.db");
    let mut numbers = HashSet::from([sell(&shop)]);
    for _ in 0..3 {
        let other = Shop::empty();
        assert_eq!(restore(&other, &file, &code).exit, 0);
        assert!(numbers.insert(sell(&other)));
    }
    for _ in 0..3 {
        put_in_place(&shop, &file);
        assert!(numbers.insert(sell(&shop)));
    }
}

#[test]
fn an_older_ledger_in_the_place_of_a_newer_one_is_noticed_without_a_server() {
    let (shop, _) = open_shop();
    sell(&shop);
    let file = backup(&shop, "shop.db");
    let lost = sell(&shop);
    put_in_place(&shop, &file);
    let next = sell(&shop);
    assert_ne!(lost, next);
    assert_eq!(attention(&shop), "register_copied");
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
    // The series goes on: it is not a new one each time.
    let then = sell(&shop);
    assert_eq!(
        then.rsplit_once('-').unwrap().0,
        next.rsplit_once('-').unwrap().0
    );
    assert_eq!(then.rsplit_once('-').unwrap().1, "000002");
}

#[test]
fn what_was_sold_after_the_backup_is_reported_where_the_key_still_is() {
    let (shop, code) = open_shop();
    sell(&shop);
    let file = backup(&shop, "shop.db");
    sell(&shop);
    let lost = sell(&shop);
    fs::remove_dir_all(shop.data()).unwrap();
    let answer = restore(&shop, &file, &code);
    assert_eq!(answer.exit, 0, "{}", answer.json);
    let missing = &answer.json["missing"];
    assert_eq!(missing["entries"], 2);
    assert_eq!(missing["last_receipt"]["receipt_number"], lost.as_str());
    assert_ne!(sell(&shop), lost);
}

#[test]
fn a_ledger_whose_key_is_lost_opens_with_the_code() {
    let (shop, code) = open_shop();
    let sold = sell(&shop);
    fs::remove_file(shop.key()).unwrap();
    fs::remove_file(shop.path("key.head")).unwrap();
    assert_eq!(
        shop.refused(["ledger", "tail"]),
        (3, "ledger_key_missing".to_owned())
    );
    let open = |code: &str| {
        let file = shop.file("code.txt", code);
        let file = file.to_str().unwrap().to_owned();
        [
            "recovery-code".to_owned(),
            "open".to_owned(),
            "--recovery-code-file".to_owned(),
            file,
        ]
    };
    let mut wrong = code.clone();
    let last = if wrong.ends_with('7') { "8" } else { "7" };
    wrong.replace_range(33.., last);
    assert_eq!(
        shop.refused(open(&wrong)),
        (2, "recovery_code_invalid".to_owned())
    );
    let other = new_code(&Shop::open());
    assert_eq!(
        shop.refused(open(&other)),
        (3, "recovery_code_wrong".to_owned())
    );
    assert_eq!(shop.done(open(&code))["store_name"], "Toko Maju");
    assert_eq!(shop.refused(open(&code)), (1, "already_set_up".to_owned()));
    // Nobody can tell whether this ledger is the newest.
    let next = sell(&shop);
    assert_ne!(
        next.rsplit_once('-').unwrap().0,
        sold.rsplit_once('-').unwrap().0
    );
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
}

#[test]
fn a_lost_key_whose_mark_is_there_needs_no_new_numbers() {
    let (shop, code) = open_shop();
    let sold = sell(&shop);
    fs::remove_file(shop.key()).unwrap();
    let file = shop.file("code.txt", &code);
    let file = file.to_str().unwrap();
    shop.done(["recovery-code", "open", "--recovery-code-file", file]);
    let next = sell(&shop);
    assert_eq!(
        next.rsplit_once('-').unwrap().0,
        sold.rsplit_once('-').unwrap().0
    );
}

#[test]
fn a_new_code_opens_new_backups_and_the_old_one_the_older_ones() {
    let (shop, first) = open_shop();
    let older = backup(&shop, "older.db");
    let second = new_code(&shop);
    assert_ne!(first, second);
    let newer = backup(&shop, "newer.db");
    let code = |backup: &Path, code: &str| {
        let answer = restore(&Shop::empty(), backup, code);
        (
            answer.exit,
            answer.json["error"]["code"].as_str().map(str::to_owned),
        )
    };
    let refused = (3, Some("recovery_code_wrong".to_owned()));
    assert_eq!(code(&older, &first), (0, None));
    assert_eq!(code(&older, &second), refused);
    assert_eq!(code(&newer, &second), (0, None));
    assert_eq!(code(&newer, &first), refused);
}

#[test]
fn what_cannot_be_restored_is_refused_and_leaves_nothing() {
    let (shop, code) = open_shop();
    sell(&shop);
    let file = backup(&shop, "shop.db");
    let refusal = |into: &Shop, backup: &Path| {
        let answer = restore(into, backup, &code);
        let error = answer.json["error"]["code"].as_str().unwrap().to_owned();
        (answer.exit, error)
    };
    assert_eq!(refusal(&shop, &file), (4, "folder_not_empty".to_owned()));

    let other = Shop::empty();
    let mut bytes = fs::read(&file).unwrap();
    bytes[20_000] ^= 1;
    let damaged = other.path("damaged.db");
    fs::write(&damaged, &bytes).unwrap();
    assert_eq!(refusal(&other, &damaged), (4, "backup_damaged".to_owned()));
    let notes = other.file("notes.txt", "not a backup");
    assert_eq!(
        refusal(&other, &notes),
        (3, "recovery_code_missing".to_owned())
    );
    assert_eq!(refusal(&other, &other.path("absent.db")).0, 4);
    assert_eq!(
        fs::read_dir(other.data()).unwrap().count(),
        0,
        "nothing is left"
    );
    assert!(!other.key().exists());
    assert_eq!(
        restore(&other, &file, &code).exit,
        0,
        "and it can be tried again"
    );
}

#[test]
fn a_pin_can_come_from_a_file_or_the_standard_input() {
    use std::io::Write as _;
    use std::process::Stdio;
    let shop = Shop::ready();
    let pin = shop.file("pin.txt", "4711\n");
    let pin = pin.to_str().unwrap();
    let from_file = ["recovery-code", "new", "--user", "sari", "--pin-file", pin];
    shop.done(from_file);
    assert_eq!(
        shop.refused([&from_file[..], &["--pin", "4711"]].concat()),
        (2, "usage".to_owned())
    );
    assert_eq!(
        shop.refused(["recovery-code", "new", "--user", "sari"]),
        (2, "usage".to_owned())
    );
    let add = [
        "user",
        "add",
        "--user",
        "sari",
        "--pin",
        "-",
        "--username",
        "agus",
    ];
    let mut child = kasaproctl(&shop.data(), &shop.key())
        .command()
        .args(add)
        .args(["--role", "cashier", "--new-pin", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"4711\n3579\n").unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    let open = [
        "shift", "open", "--float", "1000", "--user", "agus", "--pin", "3579",
    ];
    shop.done(open);
}
