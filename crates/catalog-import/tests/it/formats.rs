//! Formats of real files.

use catalog_import::{preview, rejected_path};

use super::{file, idr, rows};

/// The prices of a file, by code.
fn prices(bytes: &str) -> Vec<(String, Option<i64>)> {
    rows(bytes)
        .into_iter()
        .map(|row| {
            let row = row.unwrap();
            let price = row.price_cents.map(domain::money::Cents::value);
            (row.barcode.unwrap(), price)
        })
        .collect()
}

fn expected(prices: &[(&str, i64)]) -> Vec<(String, Option<i64>)> {
    let owned = prices
        .iter()
        .map(|(code, price)| ((*code).to_owned(), Some(*price)));
    owned.collect()
}

#[test]
fn a_byte_order_mark_semicolons_decimal_commas_and_quotes_are_understood() {
    let text = "\u{FEFF}barcode;name;price\r\n\
         1001;\"Kecap; \"\"manis\"\"\nbotol besar\";12,50\r\n\
         1002;Beras;1.234.567,89\r\n\
         1003;Minyak;2.500\r\n\
         1004;Garam;Rp 3.500\r\n";
    let name = rows(text)[0].as_ref().unwrap().name.clone();
    assert_eq!(name, "Kecap; \"manis\" botol besar");
    let prices = prices(text);
    let wanted = [
        ("1001", 1_250),
        ("1002", 123_456_789),
        ("1003", 250_000),
        ("1004", 350_000),
    ];
    assert_eq!(prices, expected(&wanted));
}

#[test]
fn tabs_are_understood_and_unknown_columns_are_left_alone() {
    let text = "EAN\tBrand\tNama Produk\tHarga Jual\n1001\tX\tTeh, manis\t6.0000\n";
    assert_eq!(prices(text), expected(&[("1001", 600)]));
}

#[test]
fn a_preview_shows_rows_and_problems_and_writes_nothing() {
    let (_folder, path) = file("ean;nama;harga\n1001;Teh;12,5\n1002;;1\n");
    let seen = preview(&path, None, idr()).unwrap();
    assert_eq!((seen.delimiter, seen.row_estimate), (';', 2));
    assert_eq!(seen.mapping.price.as_deref(), Some("harga"));
    let price = seen.rows[0].row.as_ref().unwrap().price_cents;
    assert_eq!(price.map(domain::money::Cents::value), Some(1_250));
    let problem = seen.rows[1].row.as_ref().unwrap_err();
    assert_eq!(problem.code(), "name_missing");
    assert!(!rejected_path(&path).exists());
}
