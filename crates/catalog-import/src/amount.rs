//! Numbers as files write them: with a point or a comma, with or without thousands separators.
//!
//! Price, cost and stock of a row are read in the same way and never guessed: a text that could
//! mean two numbers is refused as doubtful.

use domain::currency::{AmountError, Currency, Locale};
use domain::money::Cents;
use domain::quantity::Quantity;

/// The decimal mark of a file, as far as its delimiter shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    Point,
    Comma,
    /// The delimiter does not show it.
    Unknown,
}

impl DecimalMark {
    fn locales(self) -> &'static [Locale] {
        match self {
            Self::Point => &[Locale::En],
            Self::Comma => &[Locale::Id],
            Self::Unknown => &[Locale::En, Locale::Id],
        }
    }

    /// Whether a mark is the decimal mark or a thousands separator; `None` if it may be either.
    fn is_decimal(self, mark: char) -> Option<bool> {
        match self {
            Self::Point => Some(mark == '.'),
            Self::Comma => Some(mark == ','),
            Self::Unknown => None,
        }
    }
}

/// Why a text is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuantityProblem {
    NotANumber,
    /// It could be read in two ways.
    Doubtful,
}

/// Reads an amount. The file's mark decides only where the text alone cannot: `2.500` is two
/// thousand five hundred in a file with decimal commas, and refused in one with decimal points.
pub(crate) fn price(
    currency: Currency,
    text: &str,
    mark: DecimalMark,
) -> Result<Cents, AmountError> {
    let text = without_blanks(text).ok_or(AmountError::NotANumber)?;
    if let Some(plain) = as_major(&text, currency.exponent, mark) {
        return currency.parse_major(&plain);
    }
    let mut readings = mark
        .locales()
        .iter()
        .map(|locale| currency.parse_typed(&text, *locale));
    let first = readings.next().unwrap_or(Err(AmountError::NotANumber));
    if readings.all(|other| other == first) {
        first
    } else {
        Err(AmountError::Ambiguous)
    }
}

/// The text with a point before its decimals, if there is only one way to read it: it has no
/// separator, or a single one that cannot be a thousands separator.
fn as_major(text: &str, exponent: u32, mark: DecimalMark) -> Option<String> {
    let (whole, decimals) = match text.split_once(['.', ',']) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    if !is_number(digits) {
        return None;
    }
    let Some(decimals) = decimals else {
        return Some(text.to_owned());
    };
    let separator = text.get(whole.len()..)?.chars().next()?;
    let width = usize::try_from(exponent).unwrap_or(0);
    let is_fixed_width = width == 3 && mark.is_decimal(separator) == Some(true);
    if !is_number(decimals) || (could_be_thousands(digits, decimals) && !is_fixed_width) {
        return None;
    }
    // Zeros after the currency's last decimal do not change the amount: `6.0000`.
    let (kept, surplus) = decimals.split_at_checked(width).unwrap_or((decimals, ""));
    if surplus.bytes().any(|digit| digit != b'0') {
        return None;
    }
    Some(if kept.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{kept}")
    })
}

/// Reads a quantity. `has_thirds` means that three decimals are usual: the goods are weighed, or
/// the shop's currency has three decimals, too.
pub(crate) fn quantity(
    text: &str,
    mark: DecimalMark,
    has_thirds: bool,
) -> Result<Quantity, QuantityProblem> {
    let text = without_blanks(text).ok_or(QuantityProblem::NotANumber)?;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, &text[..]),
    };
    let (whole, decimals) = separate(digits, mark, has_thirds)?;
    let decimals = decimals.trim_end_matches('0');
    if !is_number(&whole) || decimals.len() > 3 {
        return Err(QuantityProblem::NotANumber);
    }
    format!("{whole}{decimals:0<3}")
        .parse::<i64>()
        .ok()
        .and_then(|thousandths| thousandths.checked_mul(sign))
        .and_then(|thousandths| Quantity::new(thousandths).ok())
        .ok_or(QuantityProblem::NotANumber)
}

/// The digits before and after the decimal mark, without group separators.
fn separate(
    digits: &str,
    mark: DecimalMark,
    has_thirds: bool,
) -> Result<(String, &str), QuantityProblem> {
    let Some((before, after)) = digits.rsplit_once(['.', ',']) else {
        return Ok((digits.to_owned(), ""));
    };
    if !is_number(after) {
        return Err(QuantityProblem::NotANumber);
    }
    let separator = digits
        .get(before.len()..)
        .and_then(|rest| rest.chars().next());
    let separator = separator.ok_or(QuantityProblem::NotANumber)?;
    match before.chars().find(|letter| matches!(letter, '.' | ',')) {
        // A separator that occurs twice separates thousands.
        Some(first) if first == separator => Ok((without_groups(digits, separator)?, "")),
        Some(first) => Ok((without_groups(before, first)?, after)),
        None if !could_be_thousands(before, after) => Ok((before.to_owned(), after)),
        None => match mark.is_decimal(separator) {
            Some(false) => Ok((format!("{before}{after}"), "")),
            Some(true) if has_thirds => Ok((before.to_owned(), after)),
            Some(true) | None => Err(QuantityProblem::Doubtful),
        },
    }
}

/// Whether a separator between these digits could be a thousands separator.
fn could_be_thousands(before: &str, after: &str) -> bool {
    after.len() == 3 && is_first_group(before)
}

fn is_first_group(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && !digits.starts_with('0')
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn without_groups(text: &str, separator: char) -> Result<String, QuantityProblem> {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    if is_first_group(first) && groups.all(|group| group.len() == 3 && is_number(group)) {
        Ok(text.replace(separator, ""))
    } else {
        Err(QuantityProblem::Doubtful)
    }
}

/// The text without blanks and apostrophes. Between digits they must separate thousands; otherwise
/// the result is `None`, as for `12 50`.
fn without_blanks(text: &str) -> Option<String> {
    let is_blank = |letter: char| letter.is_whitespace() || matches!(letter, '\'' | '’');
    let mut parts = text.split(is_blank).filter(|part| !part.is_empty());
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let group = part.split(['.', ',']).next().unwrap_or_default();
        let between_digits = whole.ends_with(|letter: char| letter.is_ascii_digit())
            && part.starts_with(|letter: char| letter.is_ascii_digit());
        if between_digits && !(group.len() == 3 && is_number(group)) {
            return None;
        }
        whole.push_str(part);
    }
    Some(whole)
}
