//! The additions that scanners put around a code: AIM prefixes and GS1 application identifiers.

/// The group separator that ends a GS1 element of variable length.
const SEPARATOR: char = '\u{1d}';

/// Takes an AIM symbology identifier (`]E0`, `]C1`, `]d2`, ...) off the front.
pub fn strip_aim(text: &str) -> &str {
    let mut letters = text.chars();
    let shaped = letters.next() == Some(']')
        && letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphanumeric());
    if shaped { letters.as_str() } else { text }
}

/// The GTIN inside a GS1 element string that begins with application identifier 01, or the text
/// itself. Sixteen bare digits are such a string too, when the check digit is right.
pub fn gtin_of(text: &str) -> &str {
    let elements = text.strip_prefix(SEPARATOR).unwrap_or(text);
    let bare = elements
        .strip_prefix("(01)")
        .or_else(|| elements.strip_prefix("01"));
    match bare.and_then(|rest| rest.get(..14)) {
        Some(gtin) if elements.len() >= 16 && super::check_digit::is_right(gtin) => gtin,
        _ => elements,
    }
}
