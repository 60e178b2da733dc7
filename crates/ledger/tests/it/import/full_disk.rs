//! An import whose disk fills up, and reading a ledger on a full disk.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use ledger::import::{ImportError, ImportOutcome};
use ledger::{Ledger, LedgerError};

use super::{request, run};
use crate::shop::{NOW, QUIET, Shop, ledger_key, products, register_key};
use crate::small_disk::SmallDisk;

#[test]
fn an_import_that_fills_the_disk_tells_what_is_in_and_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    assert!(disk.remount("size=8m"));
    let shop = Shop::open_at(&disk.folder.path().join("ledger.db"), QUIET);
    let mut text = "barcode,name,price\n".to_owned();
    for number in 0..20_000 {
        writeln!(text, "{},Barang nomor {number},1000", 600_000 + number).unwrap();
    }
    let path = shop.folder().join("products.csv");
    std::fs::write(&path, text).unwrap();
    let request = request(&path);
    let mut go_on = |_| ControlFlow::Continue(());
    let stopped = shop
        .ledger
        .import(&request, &register_key(), &|| NOW, &mut go_on);
    let Err(ImportError::Stopped { report, cause }) = stopped else {
        panic!("{stopped:?}");
    };
    assert!(
        matches!(*cause, ImportError::Ledger(LedgerError::DiskFull)),
        "{cause}"
    );
    assert_eq!(report.outcome, ImportOutcome::Stopped);
    assert!(report.added > 0 && report.added < 20_000, "{report:?}");
    assert_eq!(report.added, report.rows_done);
    assert_eq!(shop.ledger.product_count().unwrap(), report.added);
    let is_in = |number: u64| {
        let code = (600_000 + number).to_string();
        shop.ledger.product_by_code(&code).unwrap().is_some()
    };
    assert!(is_in(report.added - 1) && !is_in(report.added));

    assert!(disk.remount("size=200m"));
    let done = run(&shop, &request);
    assert_eq!(done.outcome, ImportOutcome::Done);
    assert_eq!(done.added + report.added, 20_000);
}

#[test]
fn a_ledger_on_a_full_disk_is_looked_into_without_a_write() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    let path = disk.folder.path().join("ledger.db");
    let shop = Shop::open_at(&path, QUIET);
    let goods = products(8);
    for _ in 0..30 {
        shop.sell(&goods);
    }
    let ballast = disk.folder.path().join("ballast");
    assert!(std::fs::write(&ballast, vec![0; 16 << 20]).is_err());
    // Pages that are not in the file yet stay in the log, because there is no space to move them.
    let _folder = shop.close();
    assert!(std::fs::write(disk.folder.path().join("rest"), vec![0; 1 << 20]).is_err());

    let names = || {
        let entries = std::fs::read_dir(disk.folder.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| {
                let entry = entry.unwrap();
                (entry.file_name(), entry.metadata().unwrap().len())
            })
            .filter(|(name, _)| name != "ledger.db-wal")
            .collect();
        names.sort();
        names
    };
    let before = names();
    let ledger = Ledger::open_to_look(&path, &ledger_key()).unwrap();
    let found = ledger
        .verify(Some(&register_key().public()), &mut |_| {})
        .unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
    assert!(found.entries > 30);
    assert_eq!(ledger.integrity().unwrap(), Vec::<String>::new());
    assert_eq!(ledger.tail(1).unwrap()[0].entry.head(), found.head.unwrap());
    let refused: Result<(), LedgerError> =
        ledger.commit(|commit| commit.preference_set("small", &1));
    assert!(refused.is_err());
    drop(ledger);
    assert_eq!(names(), before, "nothing was written");
}

#[test]
fn a_damaged_ledger_that_is_looked_into_is_named() {
    let shop = Shop::open(QUIET);
    let goods = products(8);
    for _ in 0..30 {
        shop.sell(&goods);
    }
    let path = shop.path.clone();
    let _folder = shop.reopen(QUIET).close();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096 + 2000;
    bytes[middle] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let seen = Ledger::open_to_look(&path, &ledger_key()).and_then(|ledger| ledger.integrity());
    assert!(seen.is_err() || seen.is_ok_and(|findings| !findings.is_empty()));
}
