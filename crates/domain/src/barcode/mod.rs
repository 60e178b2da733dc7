//! Barcodes: the scanned digits, whether the check digit is right, and the look-up key.

pub mod check_digit;
pub mod damage;
pub mod gs1;
mod keys;
pub mod mask;
pub mod upc_e;

pub use check_digit::check_digit;
pub use keys::keys;
pub use mask::{EmbeddedCode, EmbeddedValue, Mask, MaskError};

use serde::{Deserialize, Serialize};

use crate::text::{is_invisible, trim_invisible};

/// The longest code that is looked up.
pub const MAX_CODE_LETTERS: usize = 64;

/// The kind of number a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Symbology {
    /// 13 digits.
    Ean13,
    /// 8 digits.
    Ean8,
    /// 12 digits; the same number as the EAN-13 with a leading zero.
    UpcA,
    /// 8 digits, a compressed UPC-A.
    UpcE,
    /// 14 digits: a trade unit (a carton) when the first digit is not 0.
    Gtin14,
    /// Anything else: a code of the shop or of another symbology, without a known check digit.
    Other,
}

crate::code::codes!(Symbology {
    Ean13 = "ean13",
    Ean8 = "ean8",
    UpcA = "upc_a",
    UpcE = "upc_e",
    Gtin14 = "gtin14",
    Other = "other",
});

/// A code as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barcode {
    /// What kind of number it is.
    pub symbology: Symbology,
    /// The code without blanks and AIM prefix; digits for all but [`Symbology::Other`].
    pub digits: String,
    /// Whether the check digit is right; true if there is none.
    pub check_ok: bool,
    /// The look-up key: one text for all forms of one number.
    pub canonical: String,
}

impl Barcode {
    /// Reads a code as a scanner or a person typed it.
    ///
    /// Eight digits are EAN-8 when its check digit is right, else UPC-E when that one is right,
    /// else EAN-8 with a wrong check digit.
    pub fn parse(text: &str) -> Result<Self, BarcodeError> {
        let plain = visible(text);
        let code = gs1::gtin_of(&plain);
        let code = code.as_str();
        if code.is_empty() {
            return Err(BarcodeError::Empty);
        }
        if code.chars().count() > MAX_CODE_LETTERS {
            return Err(BarcodeError::TooLong);
        }
        if code.chars().any(char::is_control) {
            return Err(BarcodeError::ControlCharacter);
        }
        if !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return Ok(Self::other(code));
        }
        Ok(Self::from_digits(code))
    }

    fn from_digits(code: &str) -> Self {
        let right = check_digit::is_right(code);
        let symbology = match code.len() {
            8 => return Self::from_eight(code, right),
            12 => Symbology::UpcA,
            13 => Symbology::Ean13,
            14 => Symbology::Gtin14,
            _ => return Self::other(code),
        };
        Self {
            symbology,
            digits: code.to_owned(),
            check_ok: right,
            canonical: shortest_gtin(code),
        }
    }

    fn from_eight(code: &str, right_ean_8: bool) -> Self {
        let expanded = upc_e::expand(code).filter(|upc_a| check_digit::is_right(upc_a));
        match expanded {
            Some(upc_a) if !right_ean_8 => Self {
                symbology: Symbology::UpcE,
                digits: code.to_owned(),
                check_ok: true,
                canonical: shortest_gtin(&upc_a),
            },
            _ => Self {
                symbology: Symbology::Ean8,
                digits: code.to_owned(),
                check_ok: right_ean_8,
                canonical: code.to_owned(),
            },
        }
    }

    fn other(code: &str) -> Self {
        let canonical = code.to_uppercase();
        Self {
            symbology: Symbology::Other,
            digits: code.to_owned(),
            check_ok: true,
            canonical,
        }
    }
}

/// The look-up key of a code: products are stored and found by it. Text that is not a code (empty,
/// too long, with control characters) has an empty key, which no product has.
pub fn canonical(text: &str) -> String {
    Barcode::parse(text)
        .map(|code| code.canonical)
        .unwrap_or_default()
}

/// The text without invisible characters. Control characters inside it stay: the separator of GS1
/// is one, and any other makes the text invalid as a code.
pub(crate) fn visible(text: &str) -> String {
    let inner = trim_invisible(text).chars();
    let seen = |letter: &char| *letter == ' ' || letter.is_control() || !is_invisible(*letter);
    inner.filter(seen).collect()
}

/// One text for the 8, 12, 13 and 14 digit forms of one number: 13 digits, or 8 if the number is a
/// GTIN-8 written with leading zeros, or 14 if it is a carton's.
fn shortest_gtin(digits: &str) -> String {
    let full = format!("{digits:0>14}");
    match (full.strip_prefix("000000"), full.strip_prefix('0')) {
        (Some(eight), _) => eight.to_owned(),
        (None, Some(thirteen)) => thirteen.to_owned(),
        (None, None) => full,
    }
}

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BarcodeError {
    /// There is only a prefix or blanks.
    #[error("the code is empty")]
    Empty,
    /// More than [`MAX_CODE_LETTERS`] characters.
    #[error("the code has more than {MAX_CODE_LETTERS} characters")]
    TooLong,
    /// A control character inside the code.
    #[error("the code holds a control character")]
    ControlCharacter,
}
