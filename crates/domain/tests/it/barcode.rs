//! Barcodes: outside cases, look-up keys, labels with a weight or a price.

use domain::barcode::{
    Barcode, BarcodeError, EmbeddedCode, EmbeddedValue, Mask, MaskError, Symbology, canonical,
    check_digit,
};
use domain::quantity::Quantity;
use proptest::prelude::*;

use crate::fixtures::cents;
use crate::vectors::{judge, read, same};

/// Cases that follow another rule than ours, and which.
const DIFFERS: &[(&str, &str)] = &[];

#[test]
fn check_digits_agree_with_outside_cases() {
    let Some(text) = read("barcode_check_digits.csv") else {
        return;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut cases = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let outcome = agrees(&row[0], &row[1], &row[2] == "true", &row[3]);
        cases.push((format!("{} {}", &row[0], &row[1]), outcome));
    }
    assert!(cases.len() >= 27, "only {} cases", cases.len());
    judge(&cases, DIFFERS);
}

/// A number is valid when it is one of the known kinds and its check digit is right.
fn agrees(code: &str, symbology: &str, valid: bool, correct: &str) -> Result<(), String> {
    let ours = Barcode::parse(code).map_err(|error| error.to_string())?;
    same(
        "valid",
        ours.symbology != Symbology::Other && ours.check_ok,
        valid,
    )?;
    let expected = match symbology {
        "ean8" => Symbology::Ean8,
        "ean13" => Symbology::Ean13,
        "upca" => Symbology::UpcA,
        "upce" => Symbology::UpcE,
        "gtin14" => Symbology::Gtin14,
        _ => Symbology::Other,
    };
    same("symbology", ours.symbology, expected)?;
    let payload = match expected {
        // The check digit of a UPC-E is that of its UPC-A.
        Symbology::UpcE => ours.canonical[..12].to_owned(),
        Symbology::Other => return Ok(()),
        _ => code[..code.len() - 1].to_owned(),
    };
    let digit = check_digit(&payload).map(|digit| digit.to_string());
    same("check digit", digit.as_deref(), Some(correct))
}

#[test]
fn all_forms_of_one_number_have_one_key() {
    let forms = [
        ("614141773985", "0614141773985"),
        ("0614141773985", "0614141773985"),
        ("00614141773985", "0614141773985"),
        ("]E00614141773985", "0614141773985"),
        (" 0614141773985\r", "0614141773985"),
        ("0100614141773985", "0614141773985"),
        ("]C1010061414177398510LOT7", "0614141773985"),
        ("(01)00614141773985", "0614141773985"),
        ("95216843", "95216843"),
        ("0000095216843", "95216843"),
        ("00000095216843", "95216843"),
        ("20614141773989", "20614141773989"),
        ("09867539", "0098600000759"),
        ("098600000759", "0098600000759"),
        ("sku-17a", "SKU-17A"),
    ];
    for (text, key) in forms {
        assert_eq!(canonical(text), key, "{text:?}");
    }
}

#[test]
fn upc_e_expands_by_its_last_digit() {
    let cases = [
        ("01234505", "0012000003455"),
        ("01234531", "0012300000451"),
        ("01234547", "0012340000057"),
        ("01234558", "0012345000058"),
    ];
    for (upc_e, ean_13) in cases {
        let expanded = domain::barcode::upc_e::expand(upc_e).unwrap();
        let payload = &format!("0{expanded}")[..12];
        assert_eq!(payload, &ean_13[..12], "{upc_e}");
    }
    assert_eq!(domain::barcode::upc_e::expand("21234505"), None);
    assert_eq!(domain::barcode::upc_e::expand("1234505"), None);
}

#[test]
fn a_wrong_check_digit_is_kept_and_told() {
    let code = Barcode::parse("8991234567890").unwrap();
    assert_eq!((code.symbology, code.check_ok), (Symbology::Ean13, false));
    assert_eq!(code.canonical, "8991234567890");
}

#[test]
fn what_is_no_code_has_no_key() {
    assert_eq!(Barcode::parse("  "), Err(BarcodeError::Empty));
    assert_eq!(Barcode::parse("]E0"), Err(BarcodeError::Empty));
    assert_eq!(Barcode::parse(&"9".repeat(65)), Err(BarcodeError::TooLong));
    assert_eq!(
        Barcode::parse("12\t34"),
        Err(BarcodeError::ControlCharacter)
    );
    assert_eq!(canonical("12\t34"), "");
}

#[test]
fn a_weight_label_gives_the_item_and_its_grams() {
    let mask = Mask::parse("21PPPPPWWWWWC").unwrap();
    let read = mask.read("2112345012346", 100);
    let check = check_digit("211234501234").unwrap();
    assert_eq!(check, 6);
    assert_eq!(
        read,
        Some(EmbeddedCode {
            item_code: "12345".to_owned(),
            zeroed_code: format!("211234500000{}", check_digit("211234500000").unwrap()),
            value: EmbeddedValue::Weight(Quantity::new(1_234).unwrap()),
        })
    );
}

#[test]
fn a_price_label_gives_the_price_in_minor_units() {
    let mask = Mask::parse("02PPPPXAAAAAC").unwrap();
    let code = format!("021234712500{}", check_digit("021234712500").unwrap());
    let read = mask.read(&code, 100).unwrap();
    assert_eq!(read.item_code, "1234");
    assert_eq!(read.value, EmbeddedValue::Price(cents(1_250_000)));
    assert!(read.zeroed_code.starts_with("021234000000"));
}

#[test]
fn a_label_that_does_not_fit_the_mask_is_not_read() {
    let mask = Mask::parse("21PPPPPWWWWWC").unwrap();
    for code in [
        "2112345012349",
        "2212345012343",
        "211234501234",
        "21123450A2349",
    ] {
        assert_eq!(mask.read(code, 100), None, "{code}");
    }
    let preset = Mask::weight_preset();
    assert_eq!(Mask::parse(preset.as_str()), Ok(preset));
}

#[test]
fn masks_that_cannot_be_used_are_refused() {
    let cases = [
        ("21PPPPPWWWWW", MaskError::Length),
        ("21PPPPPWWWWQC", MaskError::UnknownLetter { letter: 'Q' }),
        ("89PPPPPWWWWWC", MaskError::NotInStorePrefix),
        ("21PPPPPWWWWCW", MaskError::CheckDigitNotLast),
        ("21PPPPPWWWWWW", MaskError::CheckDigitNotLast),
        ("2100000WWWWWC", MaskError::NoItemCode),
        ("21PPPPP00000C", MaskError::NotOneValue),
        ("21PPPWWWAAAAC", MaskError::NotOneValue),
    ];
    for (mask, error) in cases {
        assert_eq!(Mask::parse(mask), Err(error), "{mask}");
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_is_always_found(payload in "[0-9]{12}", at in 0_usize..13, by in 1_u8..10) {
        let code = format!("{payload}{}", check_digit(&payload).unwrap());
        prop_assert!(Barcode::parse(&code).unwrap().check_ok);
        let mut wrong = code.into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert!(!Barcode::parse(&wrong).unwrap().check_ok);
    }

    #[test]
    fn the_key_of_a_key_is_itself(text in "\\PC{0,20}") {
        let key = canonical(&text);
        prop_assert_eq!(canonical(&key), key);
    }
}

/// A supermarket's whole price list: most codes are right, the others are kept, and different codes
/// never get the same key.
#[test]
fn a_supermarket_keeps_every_code_apart() {
    let Some(text) = read("../catalog/il_one_store_rami_levy_2026-08-10.csv") else {
        return;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let column = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "barcode")
        .unwrap();
    let mut keys = std::collections::HashMap::new();
    let (mut right, mut rows) = (0_u32, 0_u32);
    for row in reader.records() {
        let row = row.unwrap();
        let code = row[column].to_owned();
        let parsed = Barcode::parse(&code).unwrap();
        rows += 1;
        right += u32::from(parsed.check_ok && parsed.symbology != Symbology::Other);
        let known = keys.entry(parsed.canonical).or_insert_with(|| code.clone());
        assert_eq!(known.trim_start_matches('0'), code.trim_start_matches('0'));
    }
    assert!(rows > 15_000, "only {rows} rows");
    assert!(right * 10 > rows * 9, "{right} of {rows} are right");
}
