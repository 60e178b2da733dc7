//! What scanners add around a code and GS1 adds to it: AIM identifiers, element strings, Digital
//! Link addresses.

mod digital_link;
mod elements;
mod identifiers;
mod measure;

pub use elements::Elements;
pub use measure::{Decimals, Gs1Contents};

/// The group separator that ends a GS1 element of variable length (FNC1 as scanners send it).
const SEPARATOR: char = '\u{1d}';
/// AIM identifiers that precede a GS1 element string: GS1-128, `DataBar`, `DataMatrix`, QR and
/// `DotCode`.
const GS1_CARRIERS: [&str; 5] = ["]C1", "]e0", "]d2", "]Q3", "]J1"];
/// The AIM identifier of an EAN-13 that is followed by an add-on of two or five digits.
const EAN_WITH_ADD_ON: &str = "]E3";

/// How a text is read by the rules of GS1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gs1 {
    /// A plain code, not an element string.
    Plain,
    /// The elements of a string that is whole and holds a product's number.
    Elements(Elements),
    /// It is marked as an element string, but cannot be read or does not name a product.
    Unreadable,
}

/// Removes an AIM symbology identifier (`]E0`, `]C1`, `]d2`, ...) at the front, and the add-on of a
/// magazine at the end.
pub fn strip_aim(text: &str) -> &str {
    let mut letters = text.chars();
    let shaped = letters.next() == Some(']')
        && letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphanumeric());
    let code = if shaped { letters.as_str() } else { text };
    if text.starts_with(EAN_WITH_ADD_ON) {
        return code.get(..13).unwrap_or(code);
    }
    code
}

/// Reads a scanned or typed text.
///
/// Digits without an identifier are an element string only when all of them can be read and the
/// check digit of the GTIN is right, because a shop's own codes may be long, too.
pub fn read(text: &str) -> Gs1 {
    if let Some(read) = digital_link::read(text) {
        return read;
    }
    let code = strip_aim(text);
    let declared =
        GS1_CARRIERS.iter().any(|carrier| text.starts_with(carrier)) || code.contains(SEPARATOR);
    let printed = code.starts_with('(') && (code.contains("(01)") || code.contains("(02)"));
    let elements = if printed {
        elements::in_parentheses(code)
    } else {
        elements::in_sequence(code)
    };
    match elements {
        Some(elements) if elements.names_a_product(!declared && !printed) => {
            Gs1::Elements(elements)
        }
        _ if declared || printed => Gs1::Unreadable,
        Some(_) | None => Gs1::Plain,
    }
}

/// The GTIN inside a GS1 element string, or the text itself. Sixteen digits without an identifier
/// are such a string, too, if the check digit is right.
pub(super) fn gtin_of(text: &str) -> String {
    if let Gs1::Elements(elements) = read(text) {
        return elements.gtin().to_owned();
    }
    // A string that is cut off still names its product.
    let code = strip_aim(text);
    let code = code.strip_prefix(SEPARATOR).unwrap_or(code);
    let bare = code
        .strip_prefix("(01)")
        .or_else(|| code.strip_prefix("01"));
    match bare.and_then(|rest| rest.get(..14)) {
        Some(gtin) if code.len() >= 16 && super::check_digit::is_right(gtin) => gtin.to_owned(),
        _ => code.to_owned(),
    }
}
