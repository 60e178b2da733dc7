//! Repeated, stopped and large imports.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use ledger::import::{ImportOutcome, ImportStage, RowProgress};

use super::{file, import, request, run};
use crate::shop::{NOW, QUIET, Shop, cents, register_key};

fn many_rows(count: u32) -> String {
    let mut text = "barcode,name,price,stock\n".to_owned();
    for number in 0..count {
        writeln!(
            text,
            "{},Produk nomor {number},{},3",
            500_000 + number,
            number + 1
        )
        .unwrap();
    }
    text
}

#[test]
fn importing_the_same_file_again_changes_nothing_and_an_edit_only_its_field() {
    let shop = Shop::open(QUIET);
    let text = "barcode,sku,name,price,stock\n1001,A,Teh,1000,5\n1002,B,Kopi,2000,5\n";
    import(&shop, text);
    let head = shop.ledger.head().unwrap();
    let again = import(&shop, text);
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 2));
    assert_eq!(shop.ledger.head().unwrap(), head);

    let edited = import(&shop, "sku,name,price\nB,Kopi,2500\n");
    assert_eq!((edited.added, edited.updated), (0, 1));
    let kopi = shop.ledger.product_by_code("1002").unwrap().unwrap();
    assert_eq!(kopi.price_cents, Some(cents(250_000)));
    shop.ledger.catch_up().unwrap();
    assert_eq!(
        shop.ledger.product_search("kopi", 1).unwrap()[0].stock_thousandths,
        5_000
    );
}

#[test]
fn stopping_while_checking_changes_nothing() {
    let shop = Shop::open(QUIET);
    let head = shop.ledger.head().unwrap();
    let request = request(&file(&shop, "products.csv", many_rows(1000)));
    let mut stop = |_| ControlFlow::Break(());
    let report = shop
        .ledger
        .import(&request, &register_key(), &|| NOW, &mut stop)
        .unwrap();
    assert_eq!(
        report.outcome,
        ImportOutcome::Cancelled(ImportStage::Checking)
    );
    assert_eq!(shop.ledger.head().unwrap(), head);
}

#[test]
fn stopping_while_applying_keeps_whole_batches_and_running_again_completes() {
    let shop = Shop::open(QUIET);
    let request = request(&file(&shop, "products.csv", many_rows(3000)));
    let mut stop = |progress: RowProgress| {
        if progress.stage == ImportStage::Applying && progress.rows_done >= 900 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let report = shop
        .ledger
        .import(&request, &register_key(), &|| NOW, &mut stop)
        .unwrap();
    assert_eq!(
        report.outcome,
        ImportOutcome::Cancelled(ImportStage::Applying)
    );
    assert_eq!(
        (report.added, shop.ledger.product_count().unwrap()),
        (1000, 1000)
    );

    let report = run(&shop, &request);
    assert_eq!(report.outcome, ImportOutcome::Done);
    assert_eq!((report.added, report.unchanged), (2000, 1000));
    shop.ledger.catch_up().unwrap();
    let hit = &shop.ledger.product_search("500001", 1).unwrap()[0];
    assert_eq!(hit.stock_thousandths, 3_000);
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}

#[test]
fn many_rows_are_streamed() {
    let rows = std::env::var("KASAPRO_IMPORT_ROWS").map_or(5_000, |rows| rows.parse().unwrap());
    let shop = Shop::open(ledger::OpenOptions::default());
    let report = import(&shop, many_rows(rows));
    assert_eq!(report.added, u64::from(rows));
    let log = shop.ledger.health().unwrap().log_bytes;
    assert!(log <= 64 * 1024 * 1024, "the log grew to {log} bytes");
}
