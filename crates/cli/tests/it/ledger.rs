//! The log: verified, exported, copied, examined.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::shop::{CASHIER, OWNER, Shop, kasaproctl};

fn traded() -> Shop {
    let shop = Shop::open();
    for _ in 0..3 {
        shop.done(
            [
                &["sell", "--item", "KOPI", "--pay", "cash=20000"][..],
                &CASHIER,
            ]
            .concat(),
        );
    }
    shop
}

fn export(shop: &Shop) -> String {
    let output = shop.run(["ledger", "export"].iter().chain(&OWNER));
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_export_holds_every_entry_and_verifies_without_the_ledger() {
    let shop = traded();
    let verified = shop.done(["ledger", "verify"]);
    assert_eq!(verified["ok"], true);
    let text = export(&shop);
    assert_eq!(
        text.lines().count() as u64,
        verified["entries"].as_u64().unwrap()
    );
    for line in text.lines() {
        assert!(serde_json::from_str::<Value>(line).unwrap().is_object());
    }
    let file = shop.file("log.ndjson", &text);
    let elsewhere = Shop::empty();
    let again = elsewhere.done(["ledger", "verify", file.to_str().unwrap()]);
    assert_eq!(again["entries"], verified["entries"]);
    assert_eq!(again["head_hash"], verified["head_hash"]);
}

#[test]
fn a_reader_that_has_seen_enough_may_close_the_pipe() {
    let shop = traded();
    let mut child = kasaproctl(&shop.data(), &shop.key())
        .command()
        .args(["ledger", "export"].iter().chain(&OWNER))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_export_onto_a_full_disk_fails() {
    let shop = traded();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let status = kasaproctl(&shop.data(), &shop.key())
        .command()
        .args(["ledger", "export"].iter().chain(&OWNER))
        .stdout(full)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(4));
}

#[test]
fn the_first_broken_entry_of_an_export_is_named() {
    let shop = traded();
    let text = export(&shop);
    let lines: Vec<&str> = text.lines().collect();
    let sales: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].contains("transaction_completed"))
        .collect();
    let broken = sales[1];

    let mut changed: Vec<String> = lines.iter().map(ToString::to_string).collect();
    changed[broken] = changed[broken].replace("1250000", "1150000");
    assert_ne!(changed[broken], lines[broken]);
    let missing: Vec<&str> = [&lines[..broken], &lines[broken + 1..]].concat();
    let swapped = {
        let mut lines = lines.clone();
        lines.swap(broken, broken + 1);
        lines
    };
    for (what, text) in [
        ("changed", changed.join("\n")),
        ("missing", missing.join("\n")),
        ("swapped", swapped.join("\n")),
    ] {
        let file = shop.file("broken.ndjson", &format!("{text}\n"));
        let answer = shop.json(["ledger", "verify", file.to_str().unwrap()]);
        assert_eq!(answer.exit, 1, "{what}: {}", answer.json);
        assert_eq!(answer.json["ok"], false, "{what}");
        let seq = usize::try_from(answer.json["broken_seq"].as_u64().unwrap()).unwrap();
        // Entries count from 1. Where one is missing or swapped, the next one there is the broken
        // one.
        let expected = if what == "changed" {
            broken + 1
        } else {
            broken + 2
        };
        assert_eq!(seq, expected, "{what}: {}", answer.json);
        assert!(answer.json["reason"].is_string(), "{what}");
    }
}

#[test]
fn a_file_that_is_no_export_is_refused() {
    let shop = Shop::empty();
    let absent = shop.json(["ledger", "verify", "/nonexistent.ndjson"]);
    assert_eq!(absent.exit, 4, "{}", absent.json);
    let file = shop.file("notes.ndjson", "hello\n");
    let answer = shop.json(["ledger", "verify", file.to_str().unwrap()]);
    assert_eq!(answer.exit, 1, "{}", answer.json);
}

#[test]
fn the_tail_shows_the_last_entries() {
    let shop = traded();
    let tail = shop.done(["ledger", "tail", "-n", "4"]);
    let kinds: Vec<_> = tail
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["kind"])
        .collect();
    let sale = "transaction_completed";
    assert_eq!(kinds, ["shift_opened", sale, sale, sale]);
    let text = String::from_utf8(shop.run(["ledger", "tail"]).stdout).unwrap();
    assert!(text.contains("register_opened"), "{text}");
}

#[test]
fn a_backup_opens_with_the_same_key_and_holds_everything() {
    let shop = traded();
    let copy = shop.path("copy.db");
    let backup = shop.done(["backup", copy.to_str().unwrap()]);
    assert_eq!(
        backup["entries"],
        shop.done(["ledger", "verify"])["entries"]
    );
    assert!(fs::metadata(&copy).unwrap().len() > 0);
    let again = shop.json(["backup", copy.to_str().unwrap()]);
    assert_ne!(
        again.exit, 0,
        "a backup is never overwritten: {}",
        again.json
    );

    // In the place of the ledger it is the shop again.
    fs::rename(&copy, shop.data().join("ledger.db")).unwrap();
    for stale in ["ledger.db-wal", "ledger.db-shm"] {
        fs::remove_file(shop.data().join(stale)).ok();
    }
    assert_eq!(
        shop.done(["ledger", "verify"])["entries"],
        backup["entries"]
    );
}

#[test]
fn the_doctor_finds_a_healthy_shop_healthy() {
    let shop = traded();
    let findings = shop.done(["doctor"]);
    assert_eq!(findings["ok"], true, "{findings}");
    assert!(
        findings["checks"].as_array().unwrap().len() >= 3,
        "{findings}"
    );
    assert_eq!(
        Shop::empty().refused(["doctor"]),
        (3, "needs_setup".to_owned())
    );
}

#[test]
fn a_damaged_ledger_is_not_opened() {
    let shop = traded();
    let path = shop.data().join("ledger.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..64].fill(0x5A);
    fs::write(&path, bytes).unwrap();
    let answer = shop.json(["ledger", "verify"]);
    assert_eq!(answer.exit, 3, "{}", answer.json);
}
