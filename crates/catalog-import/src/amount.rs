//! Prices as files write them: with a point or a comma, with or without thousands separators.

use domain::currency::{AmountError, Currency, Locale};
use domain::money::Cents;

/// Reads a price. `decimal_comma` decides only where the text alone cannot: `2.500` is two
/// thousand five hundred in a file with decimal commas, and refused in one with decimal points.
pub(super) fn read(
    currency: Currency,
    text: &str,
    decimal_comma: bool,
) -> Result<Cents, AmountError> {
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    if let Some(plain) = as_major(&text, currency.exponent) {
        return currency.parse_major(&plain);
    }
    let locale = if decimal_comma {
        Locale::Id
    } else {
        Locale::En
    };
    currency.parse_typed(&text, locale)
}

/// The text with a point before its decimals, where it can be read in one way only: no separator,
/// or a single one that is not followed by three digits.
fn as_major(text: &str, exponent: u32) -> Option<String> {
    let mut parts = text.split(['.', ',']);
    let (whole, decimals) = (parts.next()?, parts.next());
    if parts.next().is_some() || !is_number(whole) {
        return None;
    }
    let Some(decimals) = decimals else {
        return Some(text.to_owned());
    };
    // Zeros after the currency's last decimal change nothing: `6.0000`.
    let width = usize::try_from(exponent).unwrap_or(0);
    let (kept, surplus) = decimals.split_at_checked(width).unwrap_or((decimals, ""));
    let readable = decimals.len() != 3 || width == 3;
    let exact = surplus.bytes().all(|digit| digit == b'0');
    let digits = decimals.bytes().all(|digit| digit.is_ascii_digit());
    if !readable || !exact || !digits || decimals.is_empty() {
        return None;
    }
    Some(if kept.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{kept}")
    })
}

fn is_number(whole: &str) -> bool {
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}
