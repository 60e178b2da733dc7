//! Copies of the whole file, and the health of the file.

use ledger::{Ledger, LedgerError, Overwrite};

use crate::shop::{QUIET, Shop, ledger_key, products, register_key};

#[test]
fn a_backup_opens_as_the_same_ledger_and_is_encrypted() {
    let shop = Shop::open(QUIET);
    let goods = products(30);
    shop.add_products(&goods, 1_000);
    shop.sell(&goods[..8]);
    let copy = shop.folder().join("copy.kasa");
    let mut seen = (0, 0);
    let report = shop
        .ledger
        .backup(&copy, Overwrite::Never, &mut |done, total| {
            seen = (done, total);
        })
        .unwrap();
    assert_eq!(report.head, Some(shop.ledger.head().unwrap()));
    assert!(seen.0 == seen.1 && seen.1 > 0, "{seen:?}");
    let bytes = std::fs::read(&copy).unwrap();
    assert!(!bytes.windows(9).any(|window| window == b"Teh botol"));
    assert!(!copy.with_extension("kasa.part").exists());

    let restored = Ledger::open(&copy, &ledger_key(), QUIET).unwrap();
    assert_eq!(restored.head().unwrap(), shop.ledger.head().unwrap());
    let key = register_key().public();
    let found = restored.verify(Some(&key), &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}

#[test]
fn a_backup_overwrites_only_when_asked_and_never_the_ledger() {
    let shop = Shop::open(QUIET);
    let copy = shop.folder().join("copy.kasa");
    std::fs::write(&copy, b"something else").unwrap();
    let refused = shop.ledger.backup(&copy, Overwrite::Never, &mut |_, _| {});
    assert!(matches!(refused, Err(LedgerError::AlreadyExists { .. })));
    assert_eq!(std::fs::read(&copy).unwrap(), b"something else");
    shop.ledger
        .backup(&copy, Overwrite::Allowed, &mut |_, _| {})
        .unwrap();
    assert!(std::fs::metadata(&copy).unwrap().len() > 4096);
    let refused = shop
        .ledger
        .backup(&shop.path, Overwrite::Allowed, &mut |_, _| {});
    assert!(matches!(refused, Err(LedgerError::AlreadyExists { .. })));
}

#[test]
fn selling_goes_on_while_a_backup_is_made() {
    let shop = Shop::open(ledger::OpenOptions::default());
    let goods = products(1_000);
    shop.add_products(&goods, 1_000);
    let copy = shop.folder().join("copy.kasa");
    let before = shop.ledger.head().unwrap();
    let report = shop
        .ledger
        .backup(&copy, Overwrite::Never, &mut |_, _| {
            shop.sell(&goods[..2]);
        })
        .unwrap();
    assert_eq!(report.head, Some(before));
    assert!(shop.ledger.head().unwrap().seq > before.seq);
}

#[test]
fn health_tells_the_figures_of_the_file() {
    let shop = Shop::open(QUIET);
    shop.sell(&products(2));
    let health = shop.ledger.health().unwrap();
    assert_eq!((health.entry_count, health.unfolded_count), (4, 4));
    assert_eq!(health.page_size, 4096);
    assert!(health.log_bytes > 0);
    assert!(health.disk_free_bytes.is_some_and(|bytes| bytes > 0));
    assert!(
        health.cipher_version.starts_with('4'),
        "{}",
        health.cipher_version
    );
    assert!(shop.ledger.integrity().unwrap().is_empty());
    shop.ledger.catch_up().unwrap();
    assert_eq!(shop.ledger.health().unwrap().unfolded_count, 0);
}

#[test]
fn a_backup_into_a_folder_that_is_not_there_says_so() {
    let shop = Shop::open(QUIET);
    let lost = shop.path.with_file_name("gone").join("copy.db");
    let refused = shop.ledger.backup(&lost, Overwrite::Never, &mut |_, _| {});
    match refused {
        Err(LedgerError::File { source, .. }) => {
            assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_that_carries_something_is_a_ledger_as_before() {
    let shop = Shop::open(QUIET);
    shop.add_products(&products(3), 1_000);
    let folder = shop.folder().join("elsewhere");
    std::fs::create_dir(&folder).unwrap();
    let copy = folder.join("ledger.db");
    let carried = Some(&b"sealed"[..]);
    shop.ledger
        .backup_carrying(&copy, Overwrite::Never, carried, &mut |_, _| {})
        .unwrap();
    assert_eq!(ledger::read_attachment(&copy).unwrap().unwrap(), b"sealed");

    let key = register_key().public();
    let opened = Ledger::open(&copy, &ledger_key(), QUIET).unwrap();
    assert!(opened.integrity().unwrap().is_empty());
    let found = opened.verify(Some(&key), &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
    let kept = folder.join("ledger.recovery");
    assert_eq!(std::fs::read(&kept).unwrap(), b"sealed");
    assert_eq!(ledger::read_attachment(&copy).unwrap(), None);
}

#[test]
fn what_lies_beside_the_ledger_is_newer_than_what_a_copy_carries() {
    let shop = Shop::open(QUIET);
    let folder = shop.folder().join("elsewhere");
    std::fs::create_dir(&folder).unwrap();
    let copy = folder.join("ledger.db");
    let carried = Some(&b"older"[..]);
    shop.ledger
        .backup_carrying(&copy, Overwrite::Never, carried, &mut |_, _| {})
        .unwrap();
    let kept = folder.join("ledger.recovery");
    std::fs::write(&kept, b"newer").unwrap();
    drop(Ledger::open(&copy, &ledger_key(), QUIET).unwrap());
    assert_eq!(std::fs::read(&kept).unwrap(), b"newer");
}
