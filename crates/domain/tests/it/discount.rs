//! Discounts.

use domain::discount::{Discount, DiscountError};
use domain::money::Cents;

fn cents(value: i64) -> Cents {
    Cents::new(value).unwrap()
}

fn percent(text: &str) -> Discount {
    Discount::Percent(text.parse().unwrap())
}

#[test]
fn a_percentage_is_rounded_once_to_the_step() {
    assert_eq!(percent("10").cents_of(cents(995), 1), Ok(cents(100)));
    assert_eq!(percent("33.3333").cents_of(cents(1000), 1), Ok(cents(333)));
    // 3.333 % of Rp 1.500 are Rp 49,995: rounding to sen first would give 50,00 and the same, but
    // 0.0333 % of Rp 1.501 are 0,499833: to sen 0,50 and then, wrongly, Rp 1.
    assert_eq!(
        percent("0.0333").cents_of(cents(150_100), 100),
        Ok(cents(0))
    );
    assert_eq!(percent("100").cents_of(cents(995), 1), Ok(cents(995)));
    assert_eq!(percent("0").cents_of(cents(995), 1), Ok(cents(0)));
}

#[test]
fn a_discount_that_breaks_a_rule_names_it() {
    let price = cents(1000);
    let rows = [
        (Discount::Amount(cents(-1)), DiscountError::Negative),
        (percent("-0.1"), DiscountError::Negative),
        (percent("100.01"), DiscountError::AboveHundredPercent),
        (percent("1.23456"), DiscountError::TooPrecise),
        (Discount::Amount(cents(1001)), DiscountError::AbovePrice),
    ];
    for (discount, error) in rows {
        assert_eq!(discount.cents_of(price, 1), Err(error), "{discount:?}");
    }
}

#[test]
fn a_discount_shrinks_with_the_price_it_was_given_for() {
    assert_eq!(
        Discount::Amount(cents(700)).capped_cents_of(cents(500), 1),
        Ok(cents(500))
    );
}

#[test]
fn a_discount_is_json_without_fractions() {
    let amount = Discount::Amount(cents(500));
    assert_eq!(serde_json::to_string(&amount).unwrap(), r#"{"amount":500}"#);
    assert_eq!(
        serde_json::to_string(&percent("12.5")).unwrap(),
        r#"{"percent":"12.5"}"#
    );
}
