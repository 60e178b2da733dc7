//! Formats of real files.

use domain::currency::Currency;
use ledger::import::{ImportOutcome, ImportRequest};

use super::{import, price, rejected, request, run};
use crate::shop::{QUIET, Shop, cents};

#[test]
fn a_plain_file_is_imported_with_its_opening_stock() {
    let shop = Shop::open(QUIET);
    let report = import(
        &shop,
        "barcode,sku,name,price,cost,category,stock,unit,weighed\n\
         8991234567894,A-1,Teh Botol,3500,2800,Minuman,12,pcs,0\n\
         ,A-2,Gula Pasir,14000.50,,Bumbu,2.5,kg,ya\n",
    );
    assert_eq!(report.outcome, ImportOutcome::Done);
    assert_eq!((report.rows, report.added, report.rejected), (2, 2, 0));
    assert_eq!(report.rejected_file, None);
    shop.ledger.catch_up().unwrap();
    let hits = shop.ledger.product_search("gula", 1).unwrap();
    assert_eq!(hits[0].stock_thousandths, 2_500);
    assert!(hits[0].product.weighed);
    assert_eq!(hits[0].product.price_cents, Some(cents(1_400_050)));
    assert_eq!(price(&shop, "8991234567894"), Some(350_000));
}

#[test]
fn a_whole_supermarket_is_imported() {
    let shop = Shop::open(ledger::OpenOptions::default());
    let list = "catalog/il_one_store_rami_levy_2026-08-10.csv";
    let Some(path) = kasapro_outside_data::copied(list, shop.folder()).unwrap() else {
        return;
    };
    let request = ImportRequest {
        currency: Currency::from_code("ILS").unwrap(),
        ..request(&path)
    };
    let report = run(&shop, &request);
    assert_eq!(report.rows, 15_991);
    assert_eq!(report.added + report.rejected, report.rows);
    assert!(report.rejected < 160, "{report:?}");
    assert!(report.flagged > 0, "{report:?}");
    assert_eq!(shop.ledger.product_count().unwrap(), report.added);
    eprintln!("supermarket: {report:?}");
    if report.rejected > 0 {
        eprintln!("rejected: {:?}", rejected(&report));
    }
    // A tomato is weighed; its price is in agorot.
    let tomato = shop.ledger.product_by_code("100").unwrap().unwrap();
    assert!(tomato.weighed);
    assert_eq!(tomato.price_cents, Some(cents(290)));
    let hits = shop.ledger.product_search("עגבניה", 5).unwrap();
    assert!(
        hits.iter()
            .any(|hit| hit.product.product_id == tomato.product_id)
    );
}
