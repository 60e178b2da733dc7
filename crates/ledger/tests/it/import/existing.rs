//! What an import does to existing products, and what it never does.

use std::fmt::Write as _;

use ledger::import::ImportOutcome;

use super::{file, import, price, rejected, request, run};
use crate::shop::{QUIET, Shop};

#[test]
fn a_file_whose_lines_end_with_a_return_gives_a_product_for_each_row() {
    let shop = Shop::open(QUIET);
    let row = |number: u32| format!("\r{},Barang {number},{},3", 700_000 + number, number + 1);
    let rows: String = (0..500).map(row).collect();
    let text = format!("barcode,name,price,stock{rows}");
    let report = import(&shop, text);
    assert_eq!((report.added, report.rejected), (500, 0));
    assert_eq!(shop.ledger.product_count().unwrap(), 500);
    shop.ledger.catch_up().unwrap();
    for number in [0, 1, 250, 499] {
        let hit = &shop
            .ledger
            .product_search(&(700_000 + number).to_string(), 1)
            .unwrap()[0];
        assert_eq!(hit.product.name, format!("Barang {number}"));
        assert_eq!(hit.stock_thousandths, 3_000);
    }
}

#[test]
fn a_product_that_got_other_codes_is_not_written_over_by_a_resumed_import() {
    let shop = Shop::open(QUIET);
    let request = request(&file(&shop, "products.csv", "barcode,name\n1001,Teh\n"));
    run(&shop, &request);
    let teh = shop.ledger.product_by_code("1001").unwrap().unwrap();
    // A person gives the product another code.
    import(&shop, "barcode,sku,name\n1001,T,Teh\n");
    import(&shop, "sku,barcode,name\nT,2002,Teh\n");
    // The same command again, from a file that was corrected meanwhile.
    std::fs::write(&request.path, "barcode,name\n1001,Kopi\n").unwrap();
    let report = run(&shop, &request);
    assert_eq!((report.added, report.updated), (1, 0));
    let kept = shop.ledger.product_by_code("2002").unwrap().unwrap();
    assert_eq!((kept.product_id, &kept.name[..]), (teh.product_id, "Teh"));
    let new = shop.ledger.product_by_code("1001").unwrap().unwrap();
    assert_eq!(new.name, "Kopi");
    assert_ne!(new.product_id, teh.product_id);
}

#[test]
fn a_mended_file_is_not_taken_for_the_one_that_was_imported() {
    let shop = Shop::open(QUIET);
    let request = request(&file(
        &shop,
        "products.csv",
        "barcode,name,price\n1001,Teh,1000\n",
    ));
    run(&shop, &request);
    let again = run(&shop, &request);
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 1));
    std::fs::write(&request.path, "barcode,name,price\n1001,Teh,2000\n").unwrap();
    assert_eq!(run(&shop, &request).updated, 1);
    assert_eq!(price(&shop, "1001"), Some(200_000));
}

#[test]
fn what_changed_in_known_products_is_written_down_and_no_file_is_written_over() {
    let shop = Shop::open(QUIET);
    let first = import(&shop, "barcode,name,price\n1001,Teh,1000\n1002,Kopi,2000\n");
    assert_eq!(first.updated_file, None);
    let text = "barcode,name,price\n1001,Teh Botol,1500\n1002,Kopi,2000\n";
    let report = import(&shop, text);
    assert_eq!((report.outcome, report.updated), (ImportOutcome::Done, 1));
    let written = std::fs::read_to_string(report.updated_file.clone().unwrap()).unwrap();
    assert_eq!(
        written,
        "row,code,product,field,before,after\n\
         2,1001,Teh,name,Teh,Teh Botol\n\
         2,1001,Teh,price_cents,100000,150000\n"
    );
    let next = import(&shop, "barcode,name,price\n1001,Teh,1500\n");
    assert_ne!(next.updated_file, report.updated_file);
    assert_eq!(
        std::fs::read_to_string(report.updated_file.unwrap()).unwrap(),
        written
    );
}

#[test]
fn two_rows_that_find_one_product_by_different_codes_do_not_write_over_each_other() {
    let shop = Shop::open(QUIET);
    import(&shop, "barcode,sku,name,price\n1001,A,Teh,1000\n");
    let mut text = "barcode,sku,name,price\n1001,,Teh,1500\n".to_owned();
    for number in 0..400 {
        writeln!(text, "{},,Lain {number},1", 800_000 + number).unwrap();
    }
    text.push_str(",A,Kopi,9000\n");
    let report = import(&shop, text);
    assert_eq!((report.added, report.updated, report.rejected), (400, 1, 1));
    assert_eq!(rejected(&report), [(403, "codes_disagree".to_owned())]);
    assert_eq!(price(&shop, "1001"), Some(150_000));
}
