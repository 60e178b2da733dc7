//! What files look like in the wild.

use std::path::{Path, PathBuf};

use domain::currency::Currency;
use ledger::import::{ImportOutcome, ImportRequest, preview, rejected_path};

use super::{file, idr, import, price, rejected, request, run};
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
fn a_byte_order_mark_semicolons_decimal_commas_and_quotes_are_understood() {
    let shop = Shop::open(QUIET);
    let report = import(
        &shop,
        "\u{FEFF}barcode;name;price\r\n\
         1001;\"Kecap; \"\"manis\"\"\nbotol besar\";12,50\r\n\
         1002;Beras;1.234.567,89\r\n\
         1003;Minyak;2.500\r\n\
         1004;Garam;Rp 3.500\r\n",
    );
    assert_eq!((report.added, report.rejected), (4, 0));
    let kecap = shop.ledger.product_by_code("1001").unwrap().unwrap();
    assert_eq!(kecap.name, "Kecap; \"manis\" botol besar");
    assert_eq!(price(&shop, "1001"), Some(1_250));
    assert_eq!(price(&shop, "1002"), Some(123_456_789));
    assert_eq!(price(&shop, "1003"), Some(250_000));
    assert_eq!(price(&shop, "1004"), Some(350_000));
}

#[test]
fn tabs_are_understood_and_unknown_columns_are_left_alone() {
    let shop = Shop::open(QUIET);
    let report = import(
        &shop,
        "EAN\tBrand\tNama Produk\tHarga Jual\n1001\tX\tTeh, manis\t6.0000\n",
    );
    assert_eq!(report.added, 1);
    assert_eq!(price(&shop, "1001"), Some(600));
}

#[test]
fn a_preview_shows_rows_and_problems_and_writes_nothing() {
    let shop = Shop::open(QUIET);
    let path = file(
        &shop,
        "products.csv",
        "ean;nama;harga\n1001;Teh;12,5\n1002;;1\n",
    );
    let seen = preview(&path, None, idr()).unwrap();
    assert_eq!((seen.delimiter, seen.row_estimate), (';', 2));
    assert_eq!(seen.mapping.price.as_deref(), Some("harga"));
    assert_eq!(
        seen.rows[0].row.as_ref().unwrap().price_cents,
        Some(cents(1_250))
    );
    assert_eq!(
        seen.rows[1].row.as_ref().unwrap_err().code(),
        "name_missing"
    );
    assert!(!rejected_path(&path).exists());
}

#[test]
fn a_whole_supermarket_is_imported() {
    let folder = std::env::var_os("KASAPRO_DATA_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let source = folder.join("catalog/il_one_store_rami_levy_2026-08-10.csv");
    if !source.exists() {
        eprintln!("skipped: {} is not there", source.display());
        return;
    }
    let shop = Shop::open(ledger::OpenOptions::default());
    let path = shop.folder().join("supermarket.csv");
    std::fs::copy(&source, &path).unwrap();
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
