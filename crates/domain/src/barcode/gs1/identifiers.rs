//! GS1 application identifiers: their lengths and the shapes of their values (GS1 General
//! Specifications, 3.2).

/// An identifier's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Digits of the identifier itself.
    pub(super) identifier: usize,
    /// The fewest characters of its value.
    pub(super) least: usize,
    /// The most characters of its value.
    pub(super) most: usize,
    /// Whether the value is made of digits.
    pub(super) numeric: bool,
    /// Whether the value ends by its length alone, without a separator.
    pub(super) predefined: bool,
}

/// The shape of the identifier that `text` begins with.
pub(super) fn shape_of(text: &str) -> Option<Shape> {
    let two = text.get(..2)?;
    if !two.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let third = text.get(2..3).unwrap_or("");
    let (identifier, (least, most, numeric)) = match two {
        "00" => (2, digits(18)),
        "01" | "02" | "03" => (2, digits(14)),
        "11" | "12" | "13" | "15" | "16" | "17" => (2, digits(6)),
        "20" => (2, digits(2)),
        "10" | "21" | "22" => (2, letters(20)),
        "30" | "37" => (2, (1, 8, true)),
        "31" | "32" | "33" | "34" | "35" | "36" => (4, digits(6)),
        "39" => (4, amount(third)?),
        "80" => (4, eighty(text.get(2..4)?)),
        "43" | "70" | "72" | "81" | "82" => (4, letters(90)),
        "90" | "91" | "92" | "93" | "94" | "95" | "96" | "97" | "98" | "99" => (2, letters(90)),
        "23" | "24" | "25" | "40" | "41" | "42" | "71" => (3, of_three_digits(two, third)),
        _ => return None,
    };
    let predefined = matches!(
        two,
        "00" | "01"
            | "02"
            | "03"
            | "11"
            | "12"
            | "13"
            | "15"
            | "16"
            | "17"
            | "20"
            | "31"
            | "32"
            | "33"
            | "34"
            | "35"
            | "36"
            | "41"
    );
    Some(Shape {
        identifier,
        least,
        most,
        numeric,
        predefined,
    })
}

const fn digits(count: usize) -> (usize, usize, bool) {
    (count, count, true)
}

const fn letters(most: usize) -> (usize, usize, bool) {
    (1, most, false)
}

fn of_three_digits(two: &str, third: &str) -> (usize, usize, bool) {
    match (two, third) {
        ("24", "2") => (1, 6, true),
        ("40", "2") => digits(17),
        ("41", _) => digits(13),
        ("42" | "71", _) => letters(20),
        _ => letters(30),
    }
}

/// 390n to 395n: an amount to pay. The odd ones begin with the currency.
fn amount(third: &str) -> Option<(usize, usize, bool)> {
    match third {
        "0" | "2" => Some((1, 15, true)),
        "1" | "3" => Some((4, 18, true)),
        "4" => Some(digits(4)),
        "5" => Some(digits(6)),
        _ => None,
    }
}

fn eighty(rest: &str) -> (usize, usize, bool) {
    match rest {
        "05" => digits(6),
        "06" | "17" | "18" | "26" => digits(18),
        _ => letters(90),
    }
}
