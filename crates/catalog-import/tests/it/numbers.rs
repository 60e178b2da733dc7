//! Price, cost and stock of a row are read in the same way and never guessed.

use super::{idr, rows_in};

/// The stock of a row with this text, in thousandths, or why it was refused.
fn stock(currency: &str, delimiter: char, text: &str, weighed: &str) -> Result<i64, &'static str> {
    let separated = |fields: [&str; 4]| fields.join(&delimiter.to_string());
    let header = separated(["barcode", "name", "stock", "weighed"]);
    let row = separated(["1001", "Teh", &format!("\"{text}\""), weighed]);
    let found = rows_in(currency, format!("{header}\n{row}\n"));
    match &found[0] {
        Ok(row) => Ok(row.stock_thousandths.unwrap()),
        Err(error) => Err(error.code()),
    }
}

fn price(currency: &str, delimiter: char, text: &str) -> Result<i64, &'static str> {
    let file = format!(
        "barcode{delimiter}name{delimiter}price\n1001{delimiter}Teh{delimiter}\"{text}\"\n"
    );
    match &rows_in(currency, file)[0] {
        Ok(row) => Ok(row.price_cents.unwrap().value()),
        Err(error) => Err(error.code()),
    }
}

#[test]
fn a_stock_has_thousands_separators_where_the_file_has_them() {
    let doubtful = Err("stock_doubtful");
    let invalid = Err("stock_invalid");
    let cases: [(char, &str, Result<i64, &str>); 31] = [
        (',', "1,800", Ok(1_800_000)),
        (';', "1.800", Ok(1_800_000)),
        (',', "1,234,567", Ok(1_234_567_000)),
        (';', "1.234.567", Ok(1_234_567_000)),
        (';', "1.234,5", Ok(1_234_500)),
        (',', "1,234.5", Ok(1_234_500)),
        (',', "1 800", Ok(1_800_000)),
        (';', "1\u{a0}800", Ok(1_800_000)),
        (';', "1\u{202f}800,5", Ok(1_800_500)),
        (',', "1'800", Ok(1_800_000)),
        (',', "-1,800", Ok(-1_800_000)),
        (',', "2.5", Ok(2_500)),
        (';', "2,5", Ok(2_500)),
        (',', "2,5", Ok(2_500)),
        (';', "2.50", Ok(2_500)),
        (',', "0.750", Ok(750)),
        (';', "0,750", Ok(750)),
        (',', "1800.500", Ok(1_800_500)),
        (',', "24.0000", Ok(24_000)),
        (',', "1.800", doubtful),
        (';', "1,800", doubtful),
        ('\t', "1,800", doubtful),
        ('\t', "1.800", doubtful),
        ('|', "24.000", doubtful),
        ('\t', "1.234,5", Ok(1_234_500)),
        (',', "1,00,000", doubtful),
        (',', "12 50", invalid),
        (',', "1.2.3", doubtful),
        (',', "1.8E3", invalid),
        (',', "12 pcs", invalid),
        (',', "1,,800", doubtful),
    ];
    for (delimiter, text, expected) in cases {
        assert_eq!(
            stock("IDR", delimiter, text, ""),
            expected,
            "{delimiter:?} {text:?}"
        );
        assert_eq!(
            stock("EUR", delimiter, text, "0"),
            expected,
            "{delimiter:?} {text:?}"
        );
    }
}

#[test]
fn three_decimals_are_usual_for_weighed_goods_and_in_some_currencies() {
    assert_eq!(stock("IDR", ',', "12.500", "1"), Ok(12_500));
    assert_eq!(stock("IDR", ';', "12,500", "ya"), Ok(12_500));
    assert_eq!(stock("KWD", ',', "12.500", ""), Ok(12_500));
    assert_eq!(stock("KWD", '\t', "12.500", ""), Err("stock_doubtful"));
}

#[test]
fn a_price_is_read_in_the_file_s_own_way_in_currencies_of_every_width() {
    let doubtful = Err("price_doubtful");
    let cases: [(&str, char, &str, Result<i64, &str>); 17] = [
        ("IDR", ',', "1,800", Ok(180_000)),
        ("IDR", ';', "1.800", Ok(180_000)),
        ("IDR", '\t', "1.800", Ok(180_000)),
        ("JPY", ',', "1,800", Ok(1_800)),
        ("JPY", ';', "1.800", Ok(1_800)),
        ("EUR", ',', "1,800", Ok(180_000)),
        ("EUR", ';', "1.800", Ok(180_000)),
        ("EUR", ',', "1.800", doubtful),
        ("EUR", ';', "1,800", doubtful),
        ("EUR", '\t', "1,800", doubtful),
        ("EUR", '\t', "1.234,56", Ok(123_456)),
        ("EUR", ',', "12,50", Ok(1_250)),
        ("EUR", ',', "0.500", Ok(50)),
        ("KWD", ',', "1.800", Ok(1_800)),
        ("KWD", ';', "1,800", Ok(1_800)),
        ("KWD", ',', "1,800", doubtful),
        ("KWD", '|', "1.800", doubtful),
    ];
    for (currency, delimiter, text, expected) in cases {
        assert_eq!(
            price(currency, delimiter, text),
            expected,
            "{currency} {delimiter:?} {text:?}"
        );
    }
    assert_eq!(price(idr().code, ',', "12 50"), Err("price_invalid"));
}
