//! The keys that a code is looked up by.

use domain::barcode::{canonical, keys, upc_e};
use proptest::prelude::*;

fn finds(scanned: &str, stored: &str) -> bool {
    keys(scanned).contains(&canonical(stored))
}

#[test]
fn each_form_of_a_number_finds_the_other_forms() {
    let same = [
        // The check digit of these eight fits EAN-8 and UPC-E.
        ["02345673", "023456000073"],
        ["0023456000073", "02345673"],
        ["234567", "023456000073"],
        ["0234567", "023456000073"],
        ["2345673", "023456000073"],
        ["]E00023456000073", "02345673"],
        // Zeros that a spreadsheet has dropped, in the catalog or by the scanner.
        ["042563008123", "42563008123"],
        ["0042563008123", "42563008123"],
        ["00042563008123", "42563008123"],
        ["42563008123", "042563008123"],
        ["01234565", "1234565"],
        // Invisible characters.
        ["8991234567892", "\u{200b}899123\u{2060}4567892\u{feff}"],
    ];
    for [scanned, stored] in same {
        assert!(
            finds(scanned, stored),
            "{scanned} finds {stored}: {:?}",
            keys(scanned)
        );
    }
}

#[test]
fn what_is_another_number_is_not_found() {
    for [scanned, stored] in [
        // The scanner marks it as an EAN-8.
        ["]E402345673", "023456000073"],
        ["8991234567892", "8991234567893"],
        ["42563008124", "042563008124"],
        ["000022", "22"],
    ] {
        assert!(
            !finds(scanned, stored),
            "{scanned} finds {stored}: {:?}",
            keys(scanned)
        );
    }
    assert_eq!(keys(""), Vec::<String>::new());
}

proptest! {
    #[test]
    fn a_upc_e_finds_its_upc_a_and_is_found_by_it(system in 0..2_u8, six in "[0-9]{6}") {
        let short = format!("{system}{six}");
        let upc_a = upc_e::expand_short(&short).unwrap();
        let eight = format!("{short}{}", upc_a.chars().last().unwrap());
        prop_assert_eq!(upc_e::expand(&eight), Some(upc_a.clone()));
        prop_assert!(finds(&eight, &upc_a), "{} {}", eight, upc_a);
        prop_assert!(finds(&upc_a, &eight), "{} {}", upc_a, eight);
        prop_assert!(finds(&short, &upc_a), "{} {}", short, upc_a);
    }

    #[test]
    fn the_first_key_is_the_canonical_one(text in "\\PC{1,20}") {
        let first = keys(&text).into_iter().next().unwrap_or_default();
        prop_assert_eq!(first, canonical(&text));
    }
}
