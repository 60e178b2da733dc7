//! The meaning of a code at the counter.

use std::convert::Infallible;

use domain::barcode::{Mask, canonical, check_digit};
use domain::catalog::Product;
use domain::currency::{Currency, Locale};
use domain::quantity::Quantity;
use domain::scan::{Label, LabelError, LabelSale, Resolved, resolve, sold, split_multiplier};
use uuid::Uuid;

use crate::fixtures::cents;

/// The numbers of the examples of GS1: a GTIN-14 of a fixed unit, and one of variable measure.
const GTIN: &str = "09506000134352";

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn thousandths(value: i64) -> Quantity {
    Quantity::new(value).unwrap()
}

fn goods(code: &str, unit: &str, weighed: bool, price: i64) -> Product {
    Product {
        sku: Some(code.to_owned()),
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        weighed,
        price_cents: Some(cents(price)),
        ..Product::blank(Uuid::nil())
    }
}

fn masks(texts: &[&str]) -> Vec<Mask> {
    texts
        .iter()
        .map(|text| Mask::parse(text).unwrap())
        .collect()
}

/// The result of a scan in a shop with only this product.
fn scan(code: &str, product: &Product, texts: &[&str], money: &str) -> Option<LabelSale> {
    scan_times(code, product, texts, money, None)
}

fn scan_times(
    code: &str,
    product: &Product,
    texts: &[&str],
    money: &str,
    typed: Option<Quantity>,
) -> Option<LabelSale> {
    let money = currency(money);
    let stored = canonical(product.sku.as_deref().unwrap());
    let found = resolve(code, &masks(texts), &money, |keys| {
        Ok::<_, Infallible>(keys.contains(&stored).then(|| product.clone()))
    });
    match found.unwrap() {
        Resolved::Product(product, label) => sold(&product, label, typed, &money).ok(),
        Resolved::Unknown | Resolved::Unreadable => None,
    }
}

fn with_check(twelve: &str) -> String {
    format!("{twelve}{}", check_digit(twelve).unwrap())
}

#[expect(clippy::unnecessary_wraps, reason = "what a scan sells is optional")]
fn of(value: i64) -> Option<LabelSale> {
    Some(LabelSale::Quantity(thousandths(value)))
}

#[expect(clippy::unnecessary_wraps, reason = "what a scan sells is optional")]
fn pieces_at(pieces: i64, price: i64) -> Option<LabelSale> {
    Some(LabelSale::PiecesAt {
        pieces: Quantity::whole(pieces).unwrap(),
        price: cents(price),
    })
}

#[test]
fn a_multiplier_is_a_quantity_above_zero_before_an_asterisk() {
    let quantity = |value| Some(thousandths(value));
    for (typed, expected) in [
        ("8991234567892", (None, "8991234567892")),
        (" 3*8991234567892 ", (quantity(3000), "8991234567892")),
        ("0,5* TEH", (quantity(500), "TEH")),
        ("AB*12", (None, "AB*12")),
        ("0*TEH", (None, "0*TEH")),
        ("-1*TEH", (None, "-1*TEH")),
        ("3*", (None, "3*")),
        ("1.800*TEH", (None, "1.800*TEH")),
        ("", (None, "")),
    ] {
        assert_eq!(split_multiplier(typed, Locale::Id), expected, "{typed}");
    }
}

#[test]
fn a_label_is_read_in_each_form_that_a_scanner_sends() {
    let apples = goods("42", "kg", true, 3_000_000);
    let label = with_check("210004201234");
    let preset = ["2#PPPPPWWWWWC"];
    for code in [
        label.clone(),
        format!("]E0{label}"),
        format!(" {label}\r"),
        format!("0{label}"),
        format!("\u{200b}{label}"),
    ] {
        assert_eq!(scan(&code, &apples, &preset, "IDR"), of(1234), "{code:?}");
    }
    // Twelve digits, as a scanner sends an EAN-13 that begins with a zero.
    let upc_a = with_check("020004201234");
    let masks = ["02PPPPPWWWWWC"];
    assert_eq!(scan(&upc_a[1..], &apples, &masks, "IDR"), of(1234));
}

#[test]
fn the_label_of_another_shop_sells_nothing() {
    let label = "2000022012348";
    let preset = ["2#PPPPPWWWWWC"];
    for product in [goods("22", "", false, 500), goods("22", "pcs", false, 500)] {
        assert_eq!(scan(label, &product, &preset, "IDR"), None);
    }
    assert_eq!(
        scan(label, &goods("22", "kg", true, 500), &preset, "IDR"),
        of(1234)
    );
    // A price label for pieces names the product with all its digits.
    let price = with_check("220002201250");
    let masks = ["22PPPPPAAAAAC"];
    let sold = |sku: &str| scan(&price, &goods(sku, "pcs", false, 500), &masks, "EUR");
    assert_eq!(sold("22"), None);
    assert_eq!(sold("00022"), pieces_at(1, 1250));
    assert_eq!(sold(&with_check("220002200000")), pieces_at(1, 1250));
    // Without a weight or a price, the code is not a label.
    let zero = with_check("210002200000");
    assert_eq!(
        scan(&zero, &goods("22", "kg", true, 500), &preset, "IDR"),
        None
    );
}

#[test]
fn a_price_label_says_the_smallest_unit_that_the_currency_shows() {
    let masks = ["22PPPPPAAAAAC"];
    let label = "2210101002393";
    for (money, price) in [
        ("EUR", 239),
        ("IDR", 23_900),
        ("KWD", 239),
        ("JPY", 239),
        ("IQD", 239_000),
    ] {
        let bread = goods("10101", "pcs", false, 100);
        assert_eq!(
            scan(label, &bread, &masks, money),
            pieces_at(1, price),
            "{money}"
        );
    }
}

#[test]
fn a_price_is_the_weight_that_costs_exactly_this_or_pieces_at_it() {
    let money = currency("EUR");
    let price = |price| {
        Some(Label::Price {
            price: cents(price),
            quantity: None,
        })
    };
    let sold = |label, unit_price: Option<i64>, typed: Option<i64>| {
        let product = Product {
            price_cents: unit_price.map(cents),
            ..goods("1", "kg", true, 0)
        };
        let typed = typed.map(thousandths);
        sold(&product, label, typed, &money)
    };
    let weight = |value| Ok(LabelSale::Quantity(thousandths(value)));
    let at = |pieces, price| pieces_at(pieces, price).ok_or(LabelError::PiecesNotWhole);
    assert_eq!(sold(price(1_725), Some(5_000), None), weight(345));
    assert_eq!(sold(price(1_725), Some(5_000), Some(2_000)), weight(690));
    // One thousandth costs 50: no weight comes to 17,274.
    assert_eq!(sold(price(17_274), Some(50_000), None), at(1, 17_274));
    assert_eq!(
        sold(price(17_274), Some(50_000), Some(3_000)),
        at(3, 17_274)
    );
    assert_eq!(sold(price(500), Some(0), None), at(1, 500));
    assert_eq!(sold(price(500), None, None), at(1, 500));
    let half = sold(price(500), Some(5_000), Some(500));
    assert_eq!(half, Err(LabelError::PiecesNotWhole));
}

#[test]
fn three_of_a_label_are_three_bags() {
    let apples = goods("42", "kg", true, 3_000_000);
    let label = with_check("210004202750");
    let masks = ["21PPPPPWWWWWC"];
    let times = |typed| scan_times(&label, &apples, &masks, "IDR", Some(thousandths(typed)));
    assert_eq!(times(3_000), of(8_250));
    assert_eq!(times(500), None);
}

#[test]
fn weighed_goods_are_weighed_before_they_are_sold() {
    let apples = goods("42", "kg", true, 3_000_000);
    assert_eq!(
        scan("42", &apples, &[], "IDR"),
        Some(LabelSale::WeightMissing)
    );
    let typed = Some(thousandths(750));
    assert_eq!(scan_times("42", &apples, &[], "IDR", typed), of(750));
    assert_eq!(scan("7", &goods("7", "", false, 1), &[], "IDR"), of(1000));
}

#[test]
fn a_gs1_string_sells_the_weight_that_it_says() {
    let kilogram = goods(GTIN, "kg", true, 10_000);
    let weight = |code: &str| scan(code, &kilogram, &[], "EUR");
    for (code, grams) in [
        ("01095060001343523103000750", 750),
        ("]C101095060001343523103000750", 750),
        ("]e001095060001343523103000750", 750),
        ("]d2\u{1d}01095060001343523103000750", 750),
        ("]Q301095060001343523103000750\u{1d}", 750),
        ("(01)09506000134352(3103)000750", 750),
        ("(01) 09506000134352 (3103) 000750", 750),
        ("]C131030007500109506000134352", 750),
        ("31030007500109506000134352", 750),
        ("]C10109506000134352310000012310LOT9", 123_000),
        ("]C1010950600013435231050123451725", 0),
        ("]C10109506000134352310501200017260101", 120),
        ("]C10109506000134352310200012510A\u{1d}21B", 1_250),
        ("]C10109506000134352315200012510A", 0),
        ("https://id.gs1.org/01/09506000134352/10/A?3103=000750", 750),
        (
            "HTTP://shop.example/path/01/9506000134352?3103=000750&utm=x#y",
            750,
        ),
    ] {
        let expected = if grams == 0 { None } else { of(grams) };
        assert_eq!(weight(code), expected, "{code:?}");
    }
    assert_eq!(
        weight("]C10109506000134352"),
        Some(LabelSale::WeightMissing)
    );
    // A pound is not a whole number of grams.
    assert_eq!(weight("]C101095060001343523203000750"), None);
    let pound = goods(GTIN, "lb", true, 10_000);
    assert_eq!(
        scan("]C101095060001343523203000750", &pound, &[], "EUR"),
        of(750)
    );
    let gram = goods(GTIN, "gr", true, 10);
    assert_eq!(
        scan("]C101095060001343523103000750", &gram, &[], "EUR"),
        of(750_000)
    );
    let liter = goods(GTIN, "liter", true, 10);
    assert_eq!(
        scan("]C101095060001343523153000750", &liter, &[], "EUR"),
        of(750)
    );
    assert_eq!(
        scan("]C101095060001343523163000750", &liter, &[], "EUR"),
        of(750_000)
    );
}

#[test]
fn a_gs1_string_sells_the_pieces_and_the_price_that_it_says() {
    let piece = goods(GTIN, "pcs", false, 10_000);
    let count = |code: &str| scan(code, &piece, &[], "EUR");
    for (code, expected) in [
        ("]C10109506000134352", of(1000)),
        ("]C1010950600013435210A\u{1d}21B", of(1000)),
        ("]C1010950600013435230012", of(12_000)),
        ("]C1020950600013435237012", of(12_000)),
        ("(02)09506000134352(37)12", of(12_000)),
        ("]C10209506000134352", None),
        ("]C1010950600013435230000", None),
        ("]C101095060001343523103000750", None),
        ("]C10109506000134352392200239", pieces_at(1, 239)),
        ("]C101095060001343523920000239", pieces_at(1, 23_900)),
        ("]C101095060001343523932978000239", pieces_at(1, 239)),
        ("]C101095060001343523932840000239", None),
        ("]C101095060001343523923000239", None),
        ("]C1010950600013435280050000239", None),
        (
            "]C101095060001343523922000239\u{1d}10LOT",
            pieces_at(1, 239),
        ),
        // Cut off, with an unknown identifier, with two numbers.
        ("]C10109506000134352310300075", None),
        ("]C101095060001343523890001", None),
        ("]C101095060001343520209506000134352", None),
        ("]C100106141411234567897", None),
    ] {
        assert_eq!(count(code), expected, "{code:?}");
    }
}

#[test]
fn weight_and_price_of_a_gs1_string_agree_or_the_price_is_paid() {
    let cheese = goods(GTIN, "kg", true, 1_000);
    let scan = |code: &str, money| scan(code, &cheese, &[], money);
    let code = "]C1010950600013435231030007503922000750";
    assert_eq!(scan(code, "EUR"), of(750));
    assert_eq!(
        scan("]C1010950600013435231030007503922000800", "EUR"),
        pieces_at(1, 800)
    );
    assert_eq!(
        scan("]C10109506000134352310300075039530008000", "KWD"),
        None
    );
    assert_eq!(
        scan("]C101095060001343523103000750395200100\u{1d}", "EUR"),
        None
    );
    assert_eq!(
        scan("]C1010950600013435231030007503952001000", "EUR"),
        of(750)
    );
}

#[test]
fn long_codes_of_the_shop_are_no_gs1_strings() {
    for code in [
        "0109506000134353X",
        "10ABCDEFGHIJKLMNOP",
        "(A)12",
        "37120012345678901",
    ] {
        let own = goods(code, "", false, 100);
        assert_eq!(scan(code, &own, &[], "IDR"), of(1000), "{code}");
    }
}
