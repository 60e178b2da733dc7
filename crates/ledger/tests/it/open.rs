//! Creating, opening and refusing.

use std::fmt::Write as _;

use ledger::{Ledger, LedgerError, LedgerKey};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::shop::{QUIET, Shop, identity, ledger_key, products, register};

#[test]
fn a_new_ledger_is_encrypted_and_leaves_no_draft() {
    let shop = Shop::open(QUIET);
    shop.sell(&products(1));
    let path = shop.path.clone();
    let folder = shop.folder().to_path_buf();
    for ending in ["", "-wal"] {
        let bytes = std::fs::read(format!("{}{ending}", path.display())).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"), "{ending} is plain");
        let text = b"Teh botol";
        let found = bytes.windows(text.len()).any(|window| window == text);
        assert!(!found, "a product's name is readable in {ending:?}");
    }
    assert!(!folder.join("ledger.new").exists());
}

#[test]
fn everything_is_there_after_reopening() {
    let shop = Shop::open(QUIET);
    let transaction_id = shop.sell(&products(3));
    let (head, identity) = (shop.ledger.head().unwrap(), shop.ledger.identity());
    let shop = shop.reopen(QUIET);
    assert_eq!(shop.ledger.head().unwrap(), head);
    assert_eq!(shop.ledger.identity(), identity);
    let stored = shop.ledger.transaction(transaction_id).unwrap().unwrap();
    assert_eq!(stored.body.items.len(), 3);
    assert_eq!(stored.hash, head.hash);
}

#[test]
fn a_wrong_key_is_refused_and_the_file_is_left_alone() {
    let shop = Shop::open(QUIET);
    let path = shop.path.clone();
    drop(shop.ledger);
    let before = std::fs::read(&path).unwrap();
    let refused = Ledger::open(&path, &LedgerKey::new([8; 32]), QUIET);
    assert!(matches!(refused, Err(LedgerError::WrongKey)), "{refused:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_missing_ledger_is_not_made_by_opening() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let refused = Ledger::open(&path, &ledger_key(), QUIET);
    assert!(matches!(refused, Err(LedgerError::Missing { .. })));
    assert!(!path.exists());
}

#[test]
fn creating_never_overwrites() {
    let shop = Shop::open(QUIET);
    let path = shop.path.clone();
    drop(shop.ledger);
    let before = std::fs::read(&path).unwrap();
    let refused = Ledger::create(&path, &ledger_key(), &identity(), QUIET);
    assert!(matches!(refused, Err(LedgerError::AlreadyExists { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_creation_that_was_cut_off_does_not_stand_in_the_way() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    std::fs::write(folder.path().join("ledger.new"), b"half a file").unwrap();
    let ledger = register(&path, QUIET);
    assert_eq!(ledger.head().unwrap().seq, 2);
}

#[test]
fn a_second_opener_is_refused_and_told_the_lock_file() {
    let shop = Shop::open(QUIET);
    match Ledger::open(&shop.path, &ledger_key(), QUIET) {
        Err(error @ LedgerError::Locked { .. }) => {
            assert!(error.to_string().contains("ledger.lock"), "{error}");
        }
        other => panic!("opened twice: {other:?}"),
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused_unchanged() {
    let shop = Shop::open(QUIET);
    let path = shop.path.clone();
    drop(shop.ledger);
    let raw = raw_connection(&path);
    raw.pragma_update(None, "user_version", 999).unwrap();
    drop(raw);
    match Ledger::open(&path, &ledger_key(), QUIET) {
        Err(LedgerError::NewerVersion { found: 999, known }) => assert!(known < 999),
        other => panic!("opened a newer file: {other:?}"),
    }
}

/// The file as a program outside this crate would open it, with the right key.
pub(crate) fn raw_connection(path: &std::path::Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let key = ledger_key()
        .as_bytes()
        .iter()
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
    connection
        .execute_batch(&format!("PRAGMA key = \"x'{key}'\""))
        .unwrap();
    connection
}
