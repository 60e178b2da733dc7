//! Rows and files that are refused, with the reason.

use std::path::Path;

use catalog_import::{CatalogFileError, CheckedRows, FieldColumns, preview};

use super::{file, idr, rows};

#[test]
fn every_bad_row_is_refused_with_its_reason_and_the_others_are_taken() {
    let mut bytes = b"barcode,sku,name,price,weighed\n".to_vec();
    let long = "x".repeat(300);
    let too_long = format!("1014,,{long},1000,");
    let cases: [(&[u8], Option<&str>); 14] = [
        (b"1001,,Baik,1000,", None),
        (b"1002,,Negatif,-5,", Some("price_negative")),
        (b"1003,,Mahal,99999999999999,", Some("price_too_high")),
        (b"1004,,Bukan angka,abc,", Some("price_invalid")),
        (b"1005,,,1000,", Some("name_missing")),
        (b",,Tanpa kode,1000,", Some("code_missing")),
        (b"1001,,Dua kali,1000,", Some("barcode_repeated")),
        (b"1008,S1,Satu,1000,", None),
        (b"1009,S1,Dua,1000,", Some("sku_repeated")),
        (b"1010,,Kurang", Some("field_count")),
        (b"1011,,Timbang,1000,mungkin", Some("weighed_invalid")),
        (b"1012,,Rusak \xFF\xFE,1000,", Some("not_utf8")),
        (b"1013,,Juga baik,,", None),
        (too_long.as_bytes(), Some("text_too_long")),
    ];
    for (line, _) in cases {
        bytes.extend(line);
        bytes.push(b'\n');
    }
    let reasons: Vec<_> = rows(&bytes)
        .into_iter()
        .map(|row| row.err().map(|error| error.code()))
        .collect();
    let expected: Vec<_> = cases.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, expected);
}

#[test]
fn files_that_cannot_be_imported_are_refused_with_what_to_do() {
    let check = |bytes: &[u8]| {
        let (_folder, path) = file(bytes);
        preview(&path, None, idr())
    };
    assert!(matches!(check(b""), Err(CatalogFileError::Empty)));
    assert!(matches!(
        check(b"PK\x03\x04 a workbook"),
        Err(CatalogFileError::NotText)
    ));
    assert!(matches!(
        check(b"na\xE9me,barcode\n"),
        Err(CatalogFileError::HeaderNotText)
    ));
    let missing = preview(Path::new("/nowhere/products.csv"), None, idr());
    assert!(matches!(missing, Err(CatalogFileError::Unreadable { .. })));
}

#[test]
fn an_incomplete_mapping_gives_a_preview_without_rows_and_no_import() {
    let (_folder, path) = file("a,b\n1,2\n");
    assert!(preview(&path, None, idr()).unwrap().rows.is_empty());
    let mapping = FieldColumns {
        name: Some("nama".to_owned()),
        ..FieldColumns::default()
    };
    match CheckedRows::open(&path, &mapping, idr()) {
        Err(CatalogFileError::ColumnsMissing { columns }) => {
            assert_eq!(columns, ["nama", "barcode"]);
        }
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("the mapping was taken"),
    }
}
