//! Reading quantities.

use super::{Quantity, QuantityError};

/// The decimals that a quantity keeps.
const DECIMALS: usize = 3;

/// Reads a quantity; `is_decimal` decides whether a separator is known to be the decimal one.
pub(super) fn quantity(
    text: &str,
    is_decimal: impl Fn(char) -> bool,
) -> Result<Quantity, QuantityError> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = separate(digits, is_decimal)?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(&whole) || !is_number(decimals) {
        return Err(QuantityError::NotANumber);
    }
    let (kept, surplus) = decimals
        .split_at_checked(DECIMALS)
        .unwrap_or((decimals, ""));
    if surplus.bytes().any(|digit| digit != b'0') {
        return Err(QuantityError::TooManyDecimals);
    }
    let thousandths: i64 = format!("{whole}{kept:0<DECIMALS$}")
        .parse()
        .map_err(|_| QuantityError::OutOfRange)?;
    let quantity = Quantity::new(thousandths)?;
    if negative {
        quantity.checked_neg()
    } else {
        Ok(quantity)
    }
}

/// The digits before and after the decimal separator, without group separators.
fn separate(
    digits: &str,
    is_decimal: impl Fn(char) -> bool,
) -> Result<(String, &str), QuantityError> {
    let separators = || {
        digits
            .char_indices()
            .filter(|(_, c)| matches!(c, '.' | ','))
    };
    let (Some((_, first)), Some((place, last))) = (separators().next(), separators().next_back())
    else {
        return Ok((digits.to_owned(), "0"));
    };
    let (before, after) = digits.split_at(place);
    let after = after.strip_prefix(last).unwrap_or(after);
    if separators().count() == 1 {
        let could_be_thousands = after.len() == 3 && is_first_group(before);
        if could_be_thousands && !is_decimal(last) {
            return Err(QuantityError::Ambiguous);
        }
        return Ok((before.to_owned(), after));
    }
    if first == last {
        // A separator that occurs twice cannot be the decimal one.
        return Ok((without_groups(digits, last)?, "0"));
    }
    Ok((without_groups(before, first)?, after))
}

fn is_first_group(digits: &str) -> bool {
    (1..=3).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn without_groups(text: &str, separator: char) -> Result<String, QuantityError> {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or("");
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    if !is_first_group(first) || !groups.all(is_group) {
        return Err(QuantityError::NotANumber);
    }
    Ok(text.replace(separator, ""))
}
