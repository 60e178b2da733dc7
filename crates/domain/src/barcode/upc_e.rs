//! UPC-E: a UPC-A whose zeros are left out.

use super::check_digit;

/// The UPC-A of an eight-digit UPC-E (number system 0 or 1, six digits, check digit), or `None`
/// when the text has another shape. The check digit is copied unchanged.
pub fn expand(code: &str) -> Option<String> {
    if code.len() != 8 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let system = code
        .get(..1)
        .filter(|system| matches!(*system, "0" | "1"))?;
    let two = code.get(1..3)?;
    let third = code.get(3..4)?;
    let fourth = code.get(4..5)?;
    let fifth = code.get(5..6)?;
    let last = code.get(6..7)?;
    let check = code.get(7..)?;
    // GS1 General Specifications, 5.2.2.4.2: the last digit determines where the zeros were.
    let number = match last {
        "0" | "1" | "2" => format!("{two}{last}0000{third}{fourth}{fifth}"),
        "3" => format!("{two}{third}00000{fourth}{fifth}"),
        "4" => format!("{two}{third}{fourth}00000{fifth}"),
        _ => format!("{two}{third}{fourth}{fifth}0000{last}"),
    };
    Some(format!("{system}{number}{check}"))
}

/// The eight-digit UPC-E forms of a UPC-A of twelve digits. Most have none.
pub fn compress(upc_a: &str) -> Vec<String> {
    let Some((system, number, check)) = parts(upc_a) else {
        return Vec::new();
    };
    let digits = |range| number.get(range).unwrap_or_default();
    let mut sixes = Vec::new();
    if digits(3..7) == "0000" && matches!(digits(2..3), "0" | "1" | "2") {
        sixes.push(format!("{}{}{}", digits(0..2), digits(7..10), digits(2..3)));
    }
    if digits(3..8) == "00000" {
        sixes.push(format!("{}{}3", digits(0..3), digits(8..10)));
    }
    if digits(4..9) == "00000" {
        sixes.push(format!("{}{}4", digits(0..4), digits(9..10)));
    }
    if digits(5..9) == "0000" && digits(9..10) >= "5" {
        sixes.push(format!("{}{}", digits(0..5), digits(9..10)));
    }
    let eights = sixes.into_iter().map(|six| format!("{system}{six}{check}"));
    eights.collect()
}

/// The number system, ten digits and the check digit.
fn parts(upc_a: &str) -> Option<(&str, &str, &str)> {
    if upc_a.len() != 12 || !upc_a.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let system = upc_a
        .get(..1)
        .filter(|system| matches!(*system, "0" | "1"))?;
    Some((system, upc_a.get(1..11)?, upc_a.get(11..)?))
}

/// The UPC-A of a UPC-E that a scanner sent without its check digit, and perhaps without its number
/// system, which is 0 then.
pub fn expand_short(code: &str) -> Option<String> {
    let seven = match code.len() {
        6 => format!("0{code}"),
        7 => code.to_owned(),
        _ => return None,
    };
    let expanded = expand(&format!("{seven}0"))?;
    let number = expanded.get(..11)?;
    check_digit(number).map(|check| format!("{number}{check}"))
}
