//! Catalogs out of files that nobody promised anything about.

use std::{
    fmt::Write as _,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use domain::currency::Currency;
use ledger::import::{
    ColumnMapping, ImportError, ImportOutcome, ImportProgress, ImportReport, ImportRequest,
    ImportStage, preview, rejected_path,
};

use crate::shop::{NOW, QUIET, Shop, cents, id, register_key};

fn idr() -> Currency {
    Currency::from_code("IDR").unwrap()
}

fn file(shop: &Shop, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = shop.folder().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn request(path: &Path) -> ImportRequest {
    let columns = preview(path, None, idr()).unwrap().columns;
    ImportRequest {
        command_id: id(),
        user_id: None,
        path: path.to_path_buf(),
        mapping: ColumnMapping::detect(&columns),
        currency: idr(),
    }
}

fn run(shop: &Shop, request: &ImportRequest) -> ImportReport {
    let mut go_on = |_| ControlFlow::Continue(());
    shop.ledger
        .import(request, &register_key(), &|| NOW, &mut go_on)
        .unwrap()
}

fn import(shop: &Shop, bytes: impl AsRef<[u8]>) -> ImportReport {
    run(shop, &request(&file(shop, "products.csv", bytes)))
}

/// The reasons in the file of rejected rows, by line.
fn rejected(report: &ImportReport) -> Vec<(u64, String)> {
    let path = report.rejected_file.as_ref().unwrap();
    let mut reader = csv_reader(path);
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            (record[0].parse().unwrap(), record[1].to_owned())
        })
        .collect()
}

fn csv_reader(path: &Path) -> csv::Reader<std::fs::File> {
    csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .unwrap()
}

fn price(shop: &Shop, code: &str) -> Option<i64> {
    let product = shop.ledger.product_by_code(code).unwrap().unwrap();
    product.price_cents.map(domain::money::Cents::value)
}

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
fn every_bad_row_is_rejected_with_its_reason_and_the_others_are_taken() {
    let shop = Shop::open(QUIET);
    let mut bytes = b"barcode,sku,name,price,weighed\n\
        1001,,Baik,1000,\n\
        1002,,Negatif,-5,\n\
        1003,,Mahal,99999999999999,\n\
        1004,,Bukan angka,abc,\n\
        1005,,,1000,\n\
        ,,Tanpa kode,1000,\n\
        1001,,Dua kali,1000,\n\
        1008,S1,Satu,1000,\n\
        1009,S1,Dua,1000,\n\
        1010,,Kurang\n\
        1011,,Timbang,1000,mungkin\n\
        1012,,Rusak \xFF\xFE,1000,\n\
        1013,,Juga baik,,\n"
        .to_vec();
    writeln!(AsText(&mut bytes), "1014,,{},1000,", "x".repeat(300)).unwrap();
    let report = import(&shop, &bytes);
    let expected = [
        (3, "price_negative"),
        (4, "price_too_high"),
        (5, "price_invalid"),
        (6, "name_missing"),
        (7, "code_missing"),
        (8, "barcode_repeated"),
        (10, "sku_repeated"),
        (11, "field_count"),
        (12, "weighed_invalid"),
        (13, "not_utf8"),
        (15, "text_too_long"),
    ];
    let reasons: Vec<(u64, String)> = {
        let path = report.rejected_file.clone().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        std::fs::write(&path, text).unwrap();
        rejected(&report)
    };
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, code)| (*line, (*code).to_owned()))
        .collect();
    assert_eq!(reasons, expected);
    assert_eq!((report.rows, report.added, report.rejected), (14, 3, 11));
    assert_eq!(price(&shop, "1001"), Some(100_000));
    assert_eq!(price(&shop, "1013"), None);
}

struct AsText<'a>(&'a mut Vec<u8>);

impl std::fmt::Write for AsText<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

#[test]
fn a_rejected_row_can_be_mended_and_imported_from_the_rejected_file() {
    let shop = Shop::open(QUIET);
    let report = import(&shop, "barcode,name,price\n1001,Teh,abc\n");
    let path = report.rejected_file.unwrap();
    let mended = std::fs::read_to_string(&path)
        .unwrap()
        .replace("abc", "3500");
    std::fs::write(&path, mended).unwrap();
    assert_eq!(run(&shop, &request(&path)).added, 1);
    assert_eq!(price(&shop, "1001"), Some(350_000));
}

#[test]
fn a_wrong_check_digit_is_kept_and_flagged() {
    let shop = Shop::open(QUIET);
    let report = import(&shop, "barcode,name,price\n8991234567890,Teh,1000\n");
    assert_eq!((report.added, report.flagged, report.rejected), (1, 1, 0));
    let product = shop
        .ledger
        .product_by_code("8991234567890")
        .unwrap()
        .unwrap();
    assert!(product.barcode_flag().is_some());
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
fn a_row_whose_codes_belong_to_two_products_is_rejected() {
    let shop = Shop::open(QUIET);
    import(&shop, "barcode,sku,name\n1001,A,Teh\n1002,B,Kopi\n");
    let report = import(&shop, "barcode,sku,name\n1001,B,Teh\n");
    assert_eq!(rejected(&report), [(2, "codes_disagree".to_owned())]);
}

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
    let request = request(&file(&shop, "products.csv", many_rows(1000)));
    let mut stop = |progress: ImportProgress| {
        if progress.stage == ImportStage::Applying && progress.rows_done >= 400 {
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
        (400, 400)
    );

    let report = run(&shop, &request);
    assert_eq!(report.outcome, ImportOutcome::Done);
    assert_eq!((report.added, report.unchanged), (600, 400));
    shop.ledger.catch_up().unwrap();
    let hit = &shop.ledger.product_search("500001", 1).unwrap()[0];
    assert_eq!(hit.stock_thousandths, 3_000);
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.fault.is_none(), "{:?}", found.fault);
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
fn files_that_cannot_be_imported_are_refused_with_what_to_do() {
    let shop = Shop::open(QUIET);
    let check = |bytes: &[u8]| preview(&file(&shop, "x.csv", bytes), None, idr());
    assert!(matches!(check(b""), Err(ImportError::Empty)));
    assert!(matches!(check(b"\xFF\xFEa\0"), Err(ImportError::Utf16)));
    assert!(matches!(
        check(b"na\xE9me,barcode\n"),
        Err(ImportError::HeaderNotText)
    ));
    let missing = preview(Path::new("/nowhere/products.csv"), None, idr());
    assert!(matches!(missing, Err(ImportError::Unreadable { .. })));

    let path = file(&shop, "x.csv", "a,b\n1,2\n");
    assert!(check(b"a,b\n1,2\n").unwrap().rows.is_empty());
    let mapping = ColumnMapping {
        name: Some("nama".to_owned()),
        ..ColumnMapping::default()
    };
    let request = ImportRequest {
        mapping,
        ..request(&path)
    };
    let refused = shop
        .ledger
        .import(&request, &register_key(), &|| NOW, &mut |_| {
            ControlFlow::Continue(())
        });
    match refused {
        Err(ImportError::ColumnsMissing { columns }) => assert_eq!(columns, ["nama", "barcode"]),
        other => panic!("{other:?}"),
    }
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
