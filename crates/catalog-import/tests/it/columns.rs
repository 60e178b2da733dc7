//! The columns of files that other programs wrote.

use catalog_import::{CatalogFileError, CheckedRows, FieldColumns, preview};

use super::{file, idr};

fn mapping(header: &str) -> (FieldColumns, Vec<String>) {
    let (_folder, path) = file(format!("{header}\n"));
    let seen = preview(&path, None, idr()).unwrap();
    (seen.mapping, seen.columns)
}

#[test]
fn the_exports_of_other_programs_are_recognised() {
    let woo = "ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name,Published,\"Short description\",\
               Description,\"Sale price\",\"Regular price\",Categories,Stock";
    let shopify = "Handle,Title,Variant SKU,Variant Price,Variant Barcode,Cost per item";
    let odoo = "Internal Reference,Barcode,Name,Sales Price,Cost,Quantity On Hand,Unit of Measure";
    let majoo = "Kode Produk;Nama Produk;Harga Jual;Harga Modal;Stok Awal;Satuan;Barcode";
    let dollars = "EAN-13|Item Name|Price (USD)";
    let cases = [
        (woo, "GTIN, UPC, EAN, or ISBN", "Name", "Regular price"),
        (shopify, "Variant Barcode", "Title", "Variant Price"),
        (odoo, "Barcode", "Name", "Sales Price"),
        (majoo, "Barcode", "Nama Produk", "Harga Jual"),
        (dollars, "EAN-13", "Item Name", "Price (USD)"),
    ];
    for (header, barcode, name, price) in cases {
        let (found, _) = mapping(header);
        assert_eq!(found.barcode.as_deref(), Some(barcode), "{header}");
        assert_eq!(found.name.as_deref(), Some(name), "{header}");
        assert_eq!(found.price.as_deref(), Some(price), "{header}");
    }
    let (found, columns) = mapping(woo);
    assert_eq!(found.stock.as_deref(), Some("Stock"));
    assert_eq!(found.left(&columns).len(), 6);
    assert!(found.doubtful(&columns).is_empty());
}

#[test]
fn a_column_that_may_hold_the_price_or_the_barcode_is_asked_about() {
    let (found, columns) = mapping("sku,name,Sale price,Price incl. VAT,EAN or other,Date");
    let asked = [
        ("barcode", vec!["EAN or other".to_owned()]),
        (
            "price",
            vec!["Sale price".to_owned(), "Price incl. VAT".to_owned()],
        ),
    ];
    assert_eq!(found.doubtful(&columns), asked);
    let (found, columns) = mapping("barcode,product_name,pricing_group,oceanic,january");
    assert!(found.doubtful(&columns).is_empty());
}

#[test]
fn a_line_that_names_the_delimiter_is_no_header() {
    let (_folder, path) = file("sep=;\r\nbarcode;name;price\r\n1001;Teh;2,50\r\n1002;Kopi;x\r\n");
    let seen = preview(&path, None, idr()).unwrap();
    assert_eq!((seen.delimiter, seen.columns.len()), (';', 3));
    assert_eq!((seen.rows[1].line, seen.row_estimate), (4, 2));
}

#[test]
fn a_name_that_two_columns_have_is_not_guessed() {
    let (_folder, path) = file("barcode,name,price,price\n1001,Teh,1,2\n");
    let columns = preview(&path, None, idr()).unwrap().columns;
    let opened = CheckedRows::open(&path, &FieldColumns::detect(&columns), idr());
    assert!(
        matches!(opened, Err(CatalogFileError::ColumnRepeated { column }) if column == "price")
    );
}
