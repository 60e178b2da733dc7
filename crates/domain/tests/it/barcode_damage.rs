//! Codes that went through a spreadsheet.

use domain::barcode::damage::{CodeDamage, read_from_file};
use domain::catalog::{BarcodeFlag, Product};
use uuid::Uuid;

const LOST: Option<CodeDamage> = Some(CodeDamage::DigitsLost);
const ZEROS: Option<CodeDamage> = Some(CodeDamage::ZerosLost);
const NUMBER: Option<CodeDamage> = Some(CodeDamage::WrittenAsNumber);

#[test]
fn a_code_is_repaired_only_where_its_check_digit_proves_it() {
    for (text, code, damage, certain) in [
        ("8991234567891", "8991234567891", None, true),
        (" 042563008123 ", "042563008123", None, true),
        ("SKU-17a", "SKU-17a", None, true),
        ("12E4", "12E4", None, true),
        ("AB 12.5", "AB 12.5", None, true),
        ("4711", "4711", None, true),
        // Rounded to an exponent, by several programs.
        ("8.99E+12", "8.99E+12", LOST, false),
        ("8,99E+12", "8,99E+12", LOST, false),
        ("8.99123e+12", "8.99123e+12", LOST, false),
        ("8.99123E12", "8.99123E12", LOST, false),
        ("9E+12", "9E+12", LOST, false),
        ("1.06141E+17", "1.06141E+17", LOST, false),
        ("8.991234567891E+12", "8991234567891", NUMBER, true),
        ("8,991234567891E+012", "8991234567891", NUMBER, true),
        ("8.991234567892E+12", "8.991234567892E+12", LOST, false),
        // Written out after it was rounded.
        ("8991230000000", "8991230000000", LOST, false),
        ("106141411234567000", "106141411234567000", LOST, false),
        ("2112345000000", "2112345000000", None, true),
        // The leading zeros are missing.
        ("42563008123", "042563008123", ZEROS, true),
        ("42563008124", "42563008124", None, true),
        ("42563008123.0", "042563008123", ZEROS, true),
        ("1234565", "1234565", ZEROS, false),
        // A number, a formula, a text.
        ("8991234567891.0", "8991234567891", NUMBER, true),
        ("8991234567891,00", "8991234567891", NUMBER, true),
        ("8,991,234,567,891", "8991234567891", NUMBER, true),
        ("8.991.234.567.891", "8991234567891", NUMBER, true),
        ("8 991234 567891", "8991234567891", NUMBER, true),
        ("978-3-16-148410-0", "9783161484100", NUMBER, true),
        ("'8991234567891", "8991234567891", NUMBER, true),
        ("=\"8991234567891\"", "8991234567891", NUMBER, true),
        ("\u{200b}8991234567891\u{feff}", "8991234567891", None, true),
        ("1.800", "1.800", None, true),
    ] {
        let read = read_from_file(text);
        let found = (read.code.as_str(), read.damage, read.certain);
        assert_eq!(found, (code, damage, certain), "{text}");
    }
}

#[test]
fn a_product_with_a_damaged_code_is_flagged_with_what_happened() {
    let flag = |barcode: &str| {
        let barcode = Some(barcode.to_owned());
        Product {
            barcode,
            ..Product::blank(Uuid::nil())
        }
        .barcode_flag()
    };
    assert_eq!(flag("8991234567891"), None);
    assert_eq!(flag("8991234567890"), Some(BarcodeFlag::BadCheckDigit));
    assert_eq!(flag("8.99E+12"), Some(BarcodeFlag::DigitsLost));
    assert_eq!(flag("42563008123"), Some(BarcodeFlag::ZerosLost));
    assert_eq!(
        flag("8,991,234,567,891"),
        Some(BarcodeFlag::WrittenAsNumber)
    );
}
