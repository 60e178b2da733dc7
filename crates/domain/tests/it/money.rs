//! Amounts and quantities.

use domain::currency::Locale;
use domain::money::{Cents, MoneyError};
use domain::quantity::{Quantity, QuantityError};

fn cents(value: i64) -> Cents {
    Cents::new(value).unwrap()
}

#[test]
fn an_amount_ends_where_json_readers_stop_being_exact() {
    assert_eq!(Cents::new(9_007_199_254_740_991), Ok(Cents::MAX));
    assert_eq!(
        Cents::new(9_007_199_254_740_992),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(Cents::new(i64::MIN), Err(MoneyError::OutOfRange));
}

#[test]
fn overflow_is_an_error_and_never_wraps() {
    assert_eq!(
        Cents::MAX.checked_add(cents(1)),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(
        Cents::MIN.checked_sub(cents(1)),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(
        Cents::MAX.checked_mul(i64::MAX),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(
        Cents::sum([Cents::MAX, cents(1)]),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(Cents::MIN.checked_neg(), Ok(Cents::MAX));
}

#[test]
fn an_amount_is_an_integer_in_json_and_checked_when_read() {
    assert_eq!(serde_json::to_string(&cents(-1250)).unwrap(), "-1250");
    assert_eq!(
        serde_json::from_str::<Cents>("-1250").unwrap(),
        cents(-1250)
    );
    for text in ["9007199254740992", "12.5", "\"12\"", "null", "1e3"] {
        assert!(serde_json::from_str::<Cents>(text).is_err(), "{text}");
    }
}

#[test]
fn a_quantity_is_read_with_a_point_or_a_comma() {
    let rows = [
        ("3", Ok(3000)),
        ("0.345", Ok(345)),
        ("0,345", Ok(345)),
        ("1.5", Ok(1500)),
        ("-2", Ok(-2000)),
        (" 12 ", Ok(12_000)),
        ("1.2345", Err(QuantityError::TooManyDecimals)),
        ("1.2500", Ok(1250)),
        ("1.000,5", Ok(1_000_500)),
        ("1,000.5", Ok(1_000_500)),
        ("1,234,567", Ok(1_234_567_000)),
        ("1.800", Ok(1800)),
        ("1,800", Err(QuantityError::Ambiguous)),
        ("-1,800", Err(QuantityError::Ambiguous)),
        ("1,80", Ok(1800)),
        ("0,345", Ok(345)),
        ("1800,125", Ok(1_800_125)),
        ("1,23,456", Err(QuantityError::NotANumber)),
        ("1.234.56", Err(QuantityError::NotANumber)),
        ("", Err(QuantityError::NotANumber)),
        (".5", Err(QuantityError::NotANumber)),
        ("5.", Err(QuantityError::NotANumber)),
        ("1e3", Err(QuantityError::NotANumber)),
        ("99999999999999999999", Err(QuantityError::OutOfRange)),
    ];
    for (text, expected) in rows {
        assert_eq!(
            Quantity::parse(text).map(Quantity::thousandths),
            expected,
            "{text:?}"
        );
    }
}

#[test]
fn a_separator_that_could_mean_thousands_is_never_guessed() {
    let typed = |text, locale| Quantity::parse_typed(text, locale).map(Quantity::thousandths);
    assert_eq!(typed("1,800", Locale::Id), Ok(1800));
    assert_eq!(typed("1.800", Locale::Id), Err(QuantityError::Ambiguous));
    assert_eq!(typed("0.345", Locale::Id), Ok(345));
    assert_eq!(typed("1.5", Locale::Id), Ok(1500));
    assert_eq!(typed("1.800.000", Locale::Id), Ok(1_800_000_000));
    for (text, expected) in [
        ("1.800", Err(QuantityError::Ambiguous)),
        ("1,800", Err(QuantityError::Ambiguous)),
        ("12.000", Err(QuantityError::Ambiguous)),
        ("1.800,5", Ok(1_800_500)),
        ("0.345", Ok(345)),
        ("12,5", Ok(12_500)),
        ("1800", Ok(1_800_000)),
        ("1 800", Err(QuantityError::NotANumber)),
    ] {
        let read = Quantity::parse_from_file(text).map(Quantity::thousandths);
        assert_eq!(read, expected, "{text:?}");
    }
}

#[test]
fn a_quantity_is_written_without_trailing_zeros() {
    let written = |value: i64, locale| Quantity::new(value).unwrap().format(locale);
    assert_eq!(written(3000, Locale::Id), "3");
    assert_eq!(written(345, Locale::Id), "0,345");
    assert_eq!(written(1500, Locale::En), "1.5");
    assert_eq!(written(-50, Locale::En), "-0.05");
    assert_eq!(written(0, Locale::Id), "0");
}

#[test]
fn a_weight_is_priced_once_to_what_people_see() {
    let weight = Quantity::new(345).unwrap();
    // 0.345 kg at Rp 12.350 are Rp 4.260,75.
    assert_eq!(weight.price(cents(1_235_000), 1), Ok(cents(426_075)));
    assert_eq!(weight.price(cents(1_235_000), 100), Ok(cents(426_100)));
    assert_eq!(Quantity::new(500).unwrap().price(cents(1), 1), Ok(cents(1)));
    assert_eq!(
        Quantity::new(-500).unwrap().price(cents(1), 1),
        Ok(cents(-1))
    );
    assert_eq!(
        Quantity::whole(2).unwrap().price(Cents::MAX, 1),
        Err(MoneyError::OutOfRange)
    );
}
