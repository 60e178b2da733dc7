//! A damaged file, and a disk that is full or read-only.

use std::path::Path;

use domain::cart::TransactionKind;
use ledger::{Ledger, LedgerError, VerifyError};

use crate::shop::{QUIET, Shop, ledger_key, products, register_key};
use crate::small_disk::SmallDisk;

#[test]
fn a_flipped_bit_in_the_file_is_reported_and_never_a_panic() {
    let shop = Shop::open(QUIET);
    let goods = products(400);
    shop.add_products(&goods, 1_000);
    (0..20).for_each(|_| _ = shop.sell(&goods[..8]));
    let path = shop.path.clone();
    let _folder = shop.reopen(QUIET).close();
    let clean = std::fs::read(&path).unwrap();
    let pages = clean.len() / 4096;
    // The first page also shows a wrong key, so it has a separate test.
    for page in (1..pages).step_by(7) {
        let mut bytes = clean.clone();
        bytes[page * 4096 + 2000] ^= 0x40;
        std::fs::write(&path, &bytes).unwrap();
        let found = read_everything(&path);
        assert!(
            matches!(found, Err(LedgerError::Corrupted { .. })),
            "page {page} of {pages}: {found:?}"
        );
    }
}

/// Opens the file and reads every page of it; a sale would only find damage in pages that it reads.
fn read_everything(path: &Path) -> Result<(), LedgerError> {
    let ledger = Ledger::open(path, &ledger_key(), QUIET)?;
    match read_all(&ledger, path) {
        // The error of a statement after the cipher has closed the file. Verification finds out
        // why.
        Err(LedgerError::Sqlite(_)) => {
            let found = ledger.verify(None, &mut |_| {})?;
            match *found.error.unwrap() {
                VerifyError::File(error) => Err(error),
                other => panic!("{other:?}"),
            }
        }
        other => other,
    }
}

fn read_all(ledger: &Ledger, path: &Path) -> Result<(), LedgerError> {
    ledger.catch_up()?;
    ledger.entries_after(0, 1000)?;
    ledger.product_search("teh", 200)?;
    ledger.backup(
        &path.with_extension("copy"),
        ledger::Overwrite::Allowed,
        &mut |_, _| {},
    )?;
    Ok(())
}

#[test]
fn a_damaged_first_page_is_not_taken_for_a_wrong_key() {
    let shop = Shop::open(QUIET);
    let path = shop.path.clone();
    let _folder = shop.close();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[2000] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let refused = Ledger::open(&path, &ledger_key(), QUIET);
    assert!(
        matches!(refused, Err(LedgerError::Corrupted { .. })),
        "{refused:?}"
    );
    let other = ledger::LedgerKey::new([1; 32]);
    let refused = Ledger::open(&path, &other, QUIET);
    assert!(matches!(refused, Err(LedgerError::WrongKey)), "{refused:?}");
}

#[test]
fn a_damaged_page_that_opening_does_not_read_is_found_by_verification() {
    let shop = Shop::open(QUIET);
    let goods = products(8);
    (0..40).for_each(|_| _ = shop.sell(&goods));
    let path = shop.path.clone();
    let _folder = shop.reopen(QUIET).close();
    let clean = std::fs::read(&path).unwrap();
    let mut found_by_verification = 0;
    for page in (1..clean.len() / 4096).step_by(3) {
        let mut bytes = clean.clone();
        bytes[page * 4096 + 2000] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let verified = Ledger::open(&path, &ledger_key(), QUIET)
            .and_then(|ledger| ledger.verify(Some(&register_key().public()), &mut |_| {}));
        match verified {
            Ok(found) => match found.error.as_deref() {
                Some(VerifyError::File(_)) => found_by_verification += 1,
                None => {}
                Some(other) => panic!("page {page}: {other:?}"),
            },
            Err(LedgerError::Corrupted { .. }) => {}
            Err(other) => panic!("page {page}: {other:?}"),
        }
    }
    assert!(found_by_verification > 10, "{found_by_verification} pages");
}

#[test]
fn a_file_that_is_cut_short_is_never_a_panic() {
    let shop = Shop::open(QUIET);
    let goods = products(8);
    (0..10).for_each(|_| _ = shop.sell(&goods));
    let path = shop.path.clone();
    let _folder = shop.reopen(QUIET).close();
    let clean = std::fs::read(&path).unwrap();
    for length in [
        0,
        1,
        100,
        4095,
        4096,
        4097,
        clean.len() / 2,
        // Cut off more than a byte, because the last byte of a seal may be a zero like its padding.
        clean.len() - 100,
    ] {
        std::fs::write(&path, &clean[..length]).unwrap();
        assert!(
            read_everything(&path).is_err(),
            "{length} bytes were taken for a ledger"
        );
    }
}

#[test]
fn the_log_of_the_database_stays_below_64_mib_without_maintenance() {
    let shop = Shop::open(QUIET);
    let megabyte = "x".repeat(1_000_000);
    for _ in 0..80 {
        let saved: Result<(), LedgerError> = shop
            .ledger
            .commit(|commit| commit.preference_set("large", &megabyte));
        saved.unwrap();
        let bytes = shop.ledger.health().unwrap().log_bytes;
        assert!(bytes <= 64 * 1024 * 1024, "the log grew to {bytes} bytes");
    }
}

#[test]
fn a_full_disk_refuses_the_sale_whole_and_the_next_one_goes_through() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    let path = disk.folder.path().join("ledger.db");
    let shop = Shop::open_at(&path, QUIET);
    let goods = products(8);
    shop.sell(&goods);
    let ballast = disk.folder.path().join("ballast");
    // Fill the rest of the disk: the write ends at the last byte.
    assert!(std::fs::write(&ballast, vec![0; 16 << 20]).is_err());

    let before = shop.ledger.head().unwrap();
    let mut sold = 0;
    let refused = loop {
        match shop.ring_up(&goods, TransactionKind::Sale) {
            Ok(_) => sold += 1,
            Err(error) => break error,
        }
        assert!(sold < 1000, "the disk never fills");
    };
    assert!(matches!(refused, LedgerError::DiskFull), "{refused:?}");
    assert_eq!(shop.ledger.head().unwrap().seq, before.seq + sold);

    std::fs::remove_file(&ballast).unwrap();
    shop.sell(&goods);
    assert_eq!(shop.ledger.head().unwrap().seq, before.seq + sold + 1);
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}

#[test]
fn a_read_only_disk_is_named_and_nothing_is_tried() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    let path = disk.folder.path().join("ledger.db");
    drop(Shop::open_at(&path, QUIET));
    assert!(disk.remount("ro"));
    let refused = Ledger::open(&path, &ledger_key(), QUIET);
    assert!(matches!(refused, Err(LedgerError::ReadOnly)), "{refused:?}");
    assert!(disk.remount("rw"));
    let ledger = Ledger::open(&path, &ledger_key(), QUIET).unwrap();
    assert_eq!(ledger.head().unwrap().seq, 3);
}

#[test]
fn a_lost_key_cannot_be_replaced_by_another() {
    let shop = Shop::open(QUIET);
    let path = shop.path.clone();
    let _folder = shop.close();
    for byte in 0..8 {
        let key = ledger::LedgerKey::new([byte.max(1) ^ 0xA5; 32]);
        let refused = Ledger::open(&path, &key, QUIET);
        assert!(matches!(refused, Err(LedgerError::WrongKey)), "{refused:?}");
    }
    assert!(Ledger::open(&path, &ledger_key(), QUIET).is_ok());
}
