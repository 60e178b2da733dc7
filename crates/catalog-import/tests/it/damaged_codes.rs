//! Barcodes that a spreadsheet treated as numbers.

use super::rows;

#[test]
fn a_damaged_barcode_is_flagged_with_what_happened_and_repaired_where_it_is_certain() {
    let cases = [
        ("8991234567891", "8991234567891", None),
        ("8991234567890", "8991234567890", Some("bad_check_digit")),
        ("8.99E+12", "8.99E+12", Some("code_digits_lost")),
        ("8,99E+12", "8,99E+12", Some("code_digits_lost")),
        ("42563008123", "042563008123", Some("code_zeros_restored")),
        ("8991234567891.0", "8991234567891", Some("code_number_read")),
        (
            "=\"\"8991234567891\"\"",
            "8991234567891",
            Some("code_number_read"),
        ),
    ];
    for (written, barcode, flag) in cases {
        let found = rows(format!("barcode,name,price\n\"{written}\",Teh,1\n"));
        let row = found[0].as_ref().unwrap();
        assert_eq!(row.barcode.as_deref(), Some(barcode), "{written}");
        assert_eq!(row.flag().map(|flag| flag.code()), flag, "{written}");
    }
}

#[test]
fn two_rows_whose_rounded_codes_are_the_same_are_not_one_product() {
    let found = rows("barcode,name\n8.99E+12,Teh\n8.99E+12,Kopi\n");
    assert!(found[0].is_ok());
    assert_eq!(found[1].as_ref().unwrap_err().code(), "barcode_repeated");
}
