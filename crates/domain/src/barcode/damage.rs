//! What spreadsheets do to codes, and how far it can be undone.
//!
//! A spreadsheet treats a code as a number: it drops leading zeros, rounds long codes, and writes
//! them with an exponent or with separators. A code is repaired only if its check digit proves the
//! repair.

use super::{check_digit, upc_e};
use crate::text::trim_invisible;

/// The first digit from the left that a spreadsheet no longer keeps.
const DIGITS_KEPT: usize = 15;
/// The number of zeros at the end of a code that was rounded to the six digits of `8.99123E+12`.
const ZEROS_OF_ROUNDING: usize = 7;
/// A shorter number that ends in `.0` may be the shop's own code.
const SHORTEST_NUMBER: usize = 6;

/// What happened to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeDamage {
    /// It was rounded, as in `8.99E+12`: its last digits are gone.
    DigitsLost,
    /// Its leading zeros were dropped.
    ZerosLost,
    /// It was written as a number or a formula: `8991234567892.0`, `8,991,234,567,892`,
    /// `="8991234567892"`.
    WrittenAsNumber,
}

/// A code out of a file, and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCode {
    /// The code: repaired if that is certain, and otherwise only without invisible characters.
    pub code: String,
    /// What happened to it; `None` for an undamaged code.
    pub damage: Option<CodeDamage>,
    /// Whether `code` is the original code. True for an undamaged code.
    pub certain: bool,
}

impl FileCode {
    fn sound(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            damage: None,
            certain: true,
        }
    }

    fn repaired(code: String, damage: CodeDamage) -> Self {
        Self {
            code,
            damage: Some(damage),
            certain: true,
        }
    }

    fn doubtful(code: &str, damage: CodeDamage) -> Self {
        Self {
            code: code.to_owned(),
            damage: Some(damage),
            certain: false,
        }
    }
}

/// Reads a code as a file holds it.
///
/// ```
/// use domain::barcode::damage::{CodeDamage, read_from_file};
///
/// let upc_a = read_from_file("42563008123");
/// assert_eq!(upc_a.code, "042563008123");
/// assert_eq!(upc_a.damage, Some(CodeDamage::ZerosLost));
/// assert!(!read_from_file("8.99E+12").certain);
/// ```
pub fn read_from_file(text: &str) -> FileCode {
    let text = trim_invisible(text);
    let bare = without_wrapping(text);
    if is_digits(bare) {
        let read = judge_digits(bare);
        return match read.damage {
            None if bare.len() < text.len() => {
                FileCode::repaired(bare.to_owned(), CodeDamage::WrittenAsNumber)
            }
            Some(_) | None => read,
        };
    }
    if let Some((mantissa, exponent)) = exponent_of(bare) {
        return from_exponent(bare, &mantissa, exponent);
    }
    if let Some(whole) = without_decimals(bare) {
        let read = judge_digits(whole);
        return match read.damage {
            None => FileCode::repaired(whole.to_owned(), CodeDamage::WrittenAsNumber),
            Some(_) => read,
        };
    }
    match proven(&without_separators(bare)) {
        Some(code) => FileCode::repaired(code, CodeDamage::WrittenAsNumber),
        None if bare.len() < text.len() => {
            FileCode::repaired(bare.to_owned(), CodeDamage::WrittenAsNumber)
        }
        None => FileCode::sound(text),
    }
}

/// The text inside `="…"`, `"…"`, or after the apostrophe that marks text.
fn without_wrapping(text: &str) -> &str {
    let inner = text.strip_prefix('=').unwrap_or(text);
    let quoted = inner
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(inner) if !inner.is_empty() => trim_invisible(inner),
        _ => match text.strip_prefix(['\'', '\u{2018}', '\u{2019}', '`']) {
            Some(rest) if is_digits(rest) => rest,
            _ => text,
        },
    }
}

fn judge_digits(code: &str) -> FileCode {
    let zeros_lost = |padded: String| match code.len() {
        11 => FileCode::repaired(padded, CodeDamage::ZerosLost),
        // A short number of the shop's own may have the right check digit by chance.
        _ => FileCode::doubtful(code, CodeDamage::ZerosLost),
    };
    match code.len() {
        7 | 9..=11 => match with_zeros(code) {
            Some(padded) => zeros_lost(padded),
            None => FileCode::sound(code),
        },
        12..=14 if is_rounded(code) => FileCode::doubtful(code, CodeDamage::DigitsLost),
        16.. if code
            .get(DIGITS_KEPT..)
            .is_some_and(|rest| rest.bytes().all(|digit| digit == b'0')) =>
        {
            FileCode::doubtful(code, CodeDamage::DigitsLost)
        }
        _ => FileCode::sound(code),
    }
}

/// The number of eight or twelve digits, with the leading zeros that were dropped.
pub(super) fn with_zeros(code: &str) -> Option<String> {
    let padded = match code.len() {
        7 => format!("0{code}"),
        9..=11 => format!("{code:0>12}"),
        _ => return None,
    };
    is_proven(&padded).then_some(padded)
}

/// Whether the code is a printed number that was rounded to its first digits. Numbers for use
/// inside a shop are excepted: they may end with zeros in place of a weight.
fn is_rounded(code: &str) -> bool {
    let zeros = code.len().saturating_sub(code.trim_end_matches('0').len());
    let in_store = matches!(code.as_bytes(), [b'2', ..] | [b'0', b'2', ..]);
    zeros >= ZEROS_OF_ROUNDING && !in_store
}

/// Mantissa and exponent of `8.99E+12`. Without a sign and a separator it may be a code: `12E4`.
fn exponent_of(text: &str) -> Option<(String, usize)> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let mantissa = mantissa.replace(',', ".");
    let is_number = mantissa.split('.').all(is_digits) && mantissa.matches('.').count() <= 1;
    let digits = exponent.strip_prefix('+').unwrap_or(exponent);
    let told = mantissa.contains('.') || digits.len() < exponent.len();
    if !is_number || !told || !is_digits(digits) || digits.len() > 3 {
        return None;
    }
    Some((mantissa, digits.parse().ok()?))
}

fn from_exponent(text: &str, mantissa: &str, exponent: usize) -> FileCode {
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if decimals.len() == exponent
        && let Some(code) = proven(&format!("{whole}{decimals}"))
    {
        return FileCode::repaired(code, CodeDamage::WrittenAsNumber);
    }
    FileCode::doubtful(text, CodeDamage::DigitsLost)
}

/// The whole number before decimals that are all zero.
fn without_decimals(text: &str) -> Option<&str> {
    let (whole, decimals) = text.rsplit_once(['.', ','])?;
    let zeros = decimals.len() <= 3 && decimals.bytes().all(|digit| digit == b'0');
    // `8.991.234.000` ends with a group of three.
    let is_group = decimals.len() == 3 && whole.len() <= 3;
    (zeros && !is_group && is_digits(whole) && whole.len() >= SHORTEST_NUMBER).then_some(whole)
}

fn without_separators(text: &str) -> String {
    text.chars()
        .filter(|letter| {
            !letter.is_whitespace() && !matches!(letter, '.' | ',' | '\'' | '\u{2019}' | '-' | '_')
        })
        .collect()
}

/// The code with these digits and its lost zeros, if the check digit proves it.
fn proven(digits: &str) -> Option<String> {
    if !is_digits(digits) {
        return None;
    }
    if digits.len() == 11 {
        return with_zeros(digits);
    }
    (is_proven(digits) && !is_rounded(digits)).then(|| digits.to_owned())
}

fn is_proven(digits: &str) -> bool {
    let gtin = matches!(digits.len(), 8 | 12..=14) && check_digit::is_right(digits);
    gtin || upc_e::expand(digits).is_some_and(|upc_a| check_digit::is_right(&upc_a))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}
