//! Rows and files that are not taken, with the reason.

use super::{import, price, rejected, request, run};
use crate::shop::{QUIET, Shop};
use crate::small_disk::SmallDisk;

#[test]
fn a_bad_row_is_rejected_with_its_reason_and_the_others_are_taken() {
    let shop = Shop::open(QUIET);
    let report = import(
        &shop,
        "barcode,name,price\n1001,Baik,1000\n1002,Negatif,-5\n1003,Juga baik,\n",
    );
    assert_eq!(rejected(&report), [(3, "price_negative".to_owned())]);
    assert_eq!((report.rows, report.added, report.rejected), (3, 2, 1));
    assert_eq!(price(&shop, "1001"), Some(100_000));
    assert_eq!(price(&shop, "1003"), None);
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
