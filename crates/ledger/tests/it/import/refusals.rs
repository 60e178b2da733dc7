//! Rows and files that are refused, with the reason.

use super::{import, price, rejected, request, run};
use crate::shop::{QUIET, Shop};
use crate::small_disk::SmallDisk;

#[test]
fn every_bad_row_is_rejected_with_its_line_and_reason_and_the_others_are_taken() {
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
    bytes.extend(format!("1014,,{},1000,\n", "x".repeat(300)).bytes());
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
    assert_eq!(
        rejected(&report),
        expected.map(|(line, code)| (line, code.to_owned()))
    );
    assert_eq!((report.rows, report.added, report.rejected), (14, 3, 11));
    assert_eq!(price(&shop, "1001"), Some(100_000));
    assert_eq!(price(&shop, "1013"), None);
    // The row is in the file of rejected rows unchanged, byte for byte.
    let kept = std::fs::read(report.rejected_file.unwrap()).unwrap();
    let damaged = b"1012,,Rusak \xFF\xFE,1000,";
    assert!(kept.windows(damaged.len()).any(|bytes| bytes == damaged));
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
fn rejected_rows_of_a_write_protected_medium_go_beside_the_ledger() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    let shop = Shop::open(QUIET);
    let path = disk.folder.path().join("products.csv");
    std::fs::write(&path, "barcode,name,price\n1001,Teh,abc\n").unwrap();
    assert!(disk.remount("ro"));
    let report = run(&shop, &request(&path));
    assert_eq!(report.rejected, 1);
    let beside_ledger = shop.folder().join("products-rejected.csv");
    assert_eq!(report.rejected_file, Some(beside_ledger));
    assert_eq!(rejected(&report), [(2, "price_invalid".to_owned())]);
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
fn a_row_whose_codes_belong_to_two_products_is_rejected() {
    let shop = Shop::open(QUIET);
    import(&shop, "barcode,sku,name\n1001,A,Teh\n1002,B,Kopi\n");
    let report = import(&shop, "barcode,sku,name\n1001,B,Teh\n");
    assert_eq!(rejected(&report), [(2, "codes_disagree".to_owned())]);
}
