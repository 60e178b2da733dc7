//! Products: patches, limits, search keys.

use domain::catalog::product::{MAX_NAME_LETTERS, MAX_PRICE_CENTS};
use domain::catalog::{
    BarcodeFlag, CatalogError, Product, ProductPatch, ProductStatus, search_key,
};

use crate::fixtures::cents;
use crate::shop::id;

fn noodles() -> Product {
    Product {
        name: "Mi Goreng".to_owned(),
        barcode: Some("8991234567891".to_owned()),
        category: Some("Mi".to_owned()),
        price_cents: Some(cents(350_000)),
        ..Product::blank(id(1))
    }
}

#[test]
fn a_patch_sets_only_its_fields_and_counts_the_revision() {
    let patch = ProductPatch {
        price_cents: Some(Some(cents(375_000))),
        category: Some(None),
        ..ProductPatch::default()
    };
    let changed = noodles().apply(&patch).unwrap();
    let expected = Product {
        price_cents: Some(cents(375_000)),
        category: None,
        revision: 1,
        ..noodles()
    };
    assert_eq!(changed, expected);
}

#[test]
fn the_patch_between_two_products_makes_one_of_the_other() {
    let other = Product {
        sku: Some("MG-1".to_owned()),
        barcode: None,
        name: "Mi Kuah".to_owned(),
        unit: Some("pcs".to_owned()),
        weighed: true,
        cost_cents: Some(cents(1)),
        tax_exempt: true,
        status: ProductStatus::Inactive,
        low_stock_threshold_thousandths: Some(5_000),
        revision: 1,
        ..noodles()
    };
    let patch = ProductPatch::between(&noodles(), &other);
    assert_eq!(noodles().apply(&patch).unwrap(), other);
    assert!(ProductPatch::between(&other, &other).is_empty());
    let json = serde_json::to_string(&patch).unwrap();
    assert_eq!(serde_json::from_str::<ProductPatch>(&json).unwrap(), patch);
}

#[test]
fn an_absent_field_and_a_cleared_one_are_different_json() {
    let cleared: ProductPatch = serde_json::from_str("{\"sku\":null}").unwrap();
    assert_eq!(cleared.sku, Some(None));
    let absent: ProductPatch = serde_json::from_str("{}").unwrap();
    assert_eq!(absent.sku, None);
    assert_eq!(serde_json::to_string(&absent).unwrap(), "{}");
}

#[test]
fn fields_outside_their_limits_are_refused() {
    let name = |name: &str| ProductPatch {
        name: Some(name.to_owned()),
        ..ProductPatch::default()
    };
    let price = |value| ProductPatch {
        price_cents: Some(Some(cents(value))),
        ..ProductPatch::default()
    };
    let cases = [
        (name(" "), CatalogError::Empty { field: "name" }),
        (
            name("a\tb"),
            CatalogError::ControlCharacter { field: "name" },
        ),
        (
            name(&"x".repeat(201)),
            CatalogError::TooLong {
                field: "name",
                most: MAX_NAME_LETTERS,
            },
        ),
        (
            price(-1),
            CatalogError::AmountOutOfRange {
                field: "price_cents",
            },
        ),
        (
            price(MAX_PRICE_CENTS + 1),
            CatalogError::AmountOutOfRange {
                field: "price_cents",
            },
        ),
    ];
    for (patch, error) in cases {
        assert_eq!(noodles().apply(&patch), Err(error));
    }
    assert!(noodles().apply(&price(MAX_PRICE_CENTS)).is_ok());
}

#[test]
fn a_bad_check_digit_is_kept_and_flagged() {
    let dirty = Product {
        barcode: Some("8991234567890".to_owned()),
        ..noodles()
    };
    assert_eq!(dirty.check(), Ok(()));
    assert_eq!(dirty.barcode_flag(), Some(BarcodeFlag::BadCheckDigit));
    let own_code = Product {
        barcode: Some("RAK-7".to_owned()),
        ..noodles()
    };
    assert_eq!(own_code.barcode_flag(), None);
    assert_eq!(noodles().barcode_flag(), None);
}

#[test]
fn search_keys_ignore_case_diacritics_and_doubled_blanks() {
    assert_eq!(search_key("  Café   AU Lait "), "cafe au lait");
    assert_eq!(search_key("ﬁlter Ⅳ"), "filter iv");
    assert_eq!(search_key("שׁוֹקוֹלָד"), search_key("שוקולד"));
}
