//! Currencies against ISO 4217 and CLDR; reading and writing amounts.

use domain::currency::{AmountError, Currency, CurrencyError, Locale};
use domain::money::Cents;

use crate::vectors;

/// Figures that follow another rule than ours, and ours.
const DIFFERS: &[(&str, &str)] = &[
    (
        "IDR CLDR digits",
        "shops in Indonesia show no decimals, in cash or not (CLDR: only in cash)",
    ),
    (
        "HUF money gem",
        "the exponent is ISO's 2; that money is not divided is a matter of display",
    ),
    (
        "MGA money gem",
        "the exponent is ISO's 2, although an ariary has five parts",
    ),
    (
        "MRU money gem",
        "the exponent is ISO's 2, although an ouguiya has five parts",
    ),
];

#[test]
fn every_iso_currency_has_the_listed_figures() {
    let Some(text) = vectors::read("currencies.csv") else {
        return;
    };
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut cases = Vec::new();
    let mut codes = 0;
    let mut with_minor_unit = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let (code, minor_units, digits, subunits) = (&row[0], &row[3], &row[4], &row[8]);
        codes += 1;
        if minor_units.is_empty() {
            let ours = Currency::from_code(code);
            let outcome = vectors::same("currency", ours, Err(CurrencyError::NoMinorUnit));
            cases.push((format!("{code} is no money"), outcome));
            continue;
        }
        with_minor_unit += 1;
        let ours = Currency::from_code(code).unwrap();
        let iso = vectors::same("exponent", ours.exponent, minor_units.parse().unwrap());
        cases.push((format!("{code} ISO"), iso));
        let cldr = vectors::same("digits", ours.digits, digits.parse().unwrap());
        cases.push((format!("{code} CLDR digits"), cldr));
        if !subunits.is_empty() {
            let gem = vectors::same("subunits", ours.minor_units(), subunits.parse().unwrap());
            cases.push((format!("{code} money gem"), gem));
        }
    }
    assert_eq!(codes, 178);
    assert_eq!(Currency::all().count(), with_minor_unit);
    assert_eq!(DIFFERS.len(), 4);
    vectors::judge(&cases, DIFFERS);
}

#[test]
fn a_code_that_iso_does_not_list_is_unknown() {
    for code in ["", "idr", "Rp", "ABC", "IDR "] {
        assert_eq!(
            Currency::from_code(code),
            Err(CurrencyError::UnknownCode),
            "{code:?}"
        );
    }
}

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn cents(value: i64) -> Cents {
    Cents::new(value).unwrap()
}

#[test]
fn amounts_are_written_for_people() {
    use Locale::{En, Id};
    let rows = [
        ("IDR", 1_250_000, Id, "Rp 12.500"),
        ("IDR", 1_250_000, En, "Rp 12,500"),
        ("IDR", -1_250_000, Id, "-Rp 12.500"),
        ("IDR", 0, Id, "Rp 0"),
        ("IDR", 99_900, Id, "Rp 999"),
        ("IDR", 100_000_000_000, Id, "Rp 1.000.000.000"),
        ("USD", 545_050, En, "$5,450.50"),
        ("USD", 5, En, "$0.05"),
        ("USD", -5, Id, "-$0,05"),
        ("JPY", 5450, En, "¥5,450"),
        ("KWD", 5450, En, "KWD 5.450"),
    ];
    for (code, value, locale, text) in rows {
        assert_eq!(currency(code).format(cents(value), locale), text);
    }
}

#[test]
fn decimals_that_are_usually_hidden_are_shown_when_there_is_money_in_them() {
    assert_eq!(
        currency("IDR").format(cents(1_250_050), Locale::Id),
        "Rp 12.500,50"
    );
    assert_eq!(currency("IDR").format_plain(cents(-1), Locale::Id), "-0,01");
}

#[test]
fn the_machine_format_is_read_exactly_or_not_at_all() {
    let idr = currency("IDR");
    let rows = [
        ("12500.50", Ok(1_250_050)),
        ("12500", Ok(1_250_000)),
        ("12500.5", Ok(1_250_050)),
        ("-0.01", Ok(-1)),
        ("0", Ok(0)),
        ("90071992547409.91", Ok(9_007_199_254_740_991)),
        ("90071992547409.92", Err(AmountError::OutOfRange)),
        ("99999999999999999999999", Err(AmountError::OutOfRange)),
        ("12500.505", Err(AmountError::TooManyDecimals)),
        ("12.500.00", Err(AmountError::NotANumber)),
        ("12,500", Err(AmountError::NotANumber)),
        ("12500.", Err(AmountError::NotANumber)),
        (".5", Err(AmountError::NotANumber)),
        (" 5", Err(AmountError::NotANumber)),
        ("5e3", Err(AmountError::NotANumber)),
        ("+5", Err(AmountError::NotANumber)),
        ("--5", Err(AmountError::NotANumber)),
        ("", Err(AmountError::Empty)),
        ("-", Err(AmountError::Empty)),
        ("١٢", Err(AmountError::NotANumber)),
    ];
    for (text, expected) in rows {
        assert_eq!(
            idr.parse_major(text).map(Cents::value),
            expected,
            "{text:?}"
        );
    }
    assert_eq!(
        currency("JPY").parse_major("5.0"),
        Err(AmountError::TooManyDecimals)
    );
}

/// 5,450 was once saved as 5: a thousands separator read as a decimal one.
#[test]
fn rupiah_with_a_point_and_with_a_comma_are_the_same() {
    let idr = currency("IDR");
    for locale in [Locale::Id, Locale::En] {
        for text in [
            "5450",
            "5.450",
            "5,450",
            "Rp 5.450",
            "Rp5.450",
            "Rp. 5.450",
            " 5.450 ",
        ] {
            let ours = idr.parse_typed(text, locale);
            assert_eq!(
                ours.map(Cents::value),
                Ok(545_000),
                "{text:?} in {locale:?}"
            );
        }
        for text in [
            "1.250.000",
            "1,250,000",
            "1.250.000,00",
            "1,250,000.00",
            "IDR 1250000",
        ] {
            let ours = idr.parse_typed(text, locale);
            assert_eq!(
                ours.map(Cents::value),
                Ok(125_000_000),
                "{text:?} in {locale:?}"
            );
        }
    }
}

#[test]
fn what_could_mean_two_amounts_of_rupiah_is_refused() {
    let idr = currency("IDR");
    for text in [
        "5,45", "5.45", "5,4500", "500,00", "0.500", "0,500", "5.", ",5", "1234.567",
    ] {
        assert_eq!(
            idr.parse_typed(text, Locale::Id),
            Err(AmountError::Ambiguous),
            "{text:?}"
        );
    }
    for text in [
        "1.25.000",
        "12.5000.000",
        "1,2345.00",
        "0.500.000",
        "1234.567.890",
    ] {
        assert_eq!(
            idr.parse_typed(text, Locale::Id),
            Err(AmountError::Ambiguous),
            "{text:?}"
        );
    }
}

#[test]
fn typed_amounts_with_decimals_follow_the_locale() {
    use Locale::{En, Id};
    let rows = [
        ("USD", En, "5,450.50", Ok(545_050)),
        ("USD", En, "5,450", Ok(545_000)),
        ("USD", En, "5.45", Ok(545)),
        ("USD", En, "5.4", Ok(540)),
        ("USD", En, "0.05", Ok(5)),
        ("USD", En, "$5.45", Ok(545)),
        ("USD", En, "-$5.45", Ok(-545)),
        ("USD", En, "5.450", Err(AmountError::Ambiguous)),
        ("USD", En, "5,45", Err(AmountError::Ambiguous)),
        ("USD", En, "5.4567", Err(AmountError::TooManyDecimals)),
        ("USD", Id, "5.450,50", Ok(545_050)),
        ("USD", Id, "5,45", Ok(545)),
        ("USD", Id, "5.450", Ok(545_000)),
        ("USD", Id, "5.45", Err(AmountError::Ambiguous)),
        ("USD", Id, "5,450", Err(AmountError::Ambiguous)),
        ("KWD", En, "5.450", Ok(5450)),
        ("KWD", En, "5,450", Err(AmountError::Ambiguous)),
        ("KWD", En, "5,450.5", Ok(5_450_500)),
        ("JPY", En, "5,450", Ok(5450)),
        ("JPY", En, "5,450.5", Err(AmountError::TooManyDecimals)),
        ("USD", En, "", Err(AmountError::Empty)),
        ("USD", En, "$", Err(AmountError::Empty)),
        ("USD", En, "abc", Err(AmountError::NotANumber)),
        ("USD", En, "1 000", Err(AmountError::NotANumber)),
        (
            "USD",
            En,
            "8991234567890123456",
            Err(AmountError::OutOfRange),
        ),
    ];
    for (code, locale, text, expected) in rows {
        let ours = currency(code).parse_typed(text, locale).map(Cents::value);
        assert_eq!(ours, expected, "{text:?} in {code} and {locale:?}");
    }
}
