//! Reading amounts.

use thiserror::Error;

use super::{Currency, Locale};
use crate::money::{Cents, MoneyError};

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountError {
    /// The text has no digits.
    #[error("no amount was given")]
    Empty,
    /// Something other than digits, separators and a leading minus.
    #[error("not an amount")]
    NotANumber,
    /// More decimals than the currency has.
    #[error("more decimals than the currency has")]
    TooManyDecimals,
    /// A separator could mean thousands or decimals.
    #[error("a separator could mean thousands or decimals")]
    Ambiguous,
    /// The magnitude is above 2^53 - 1 minor units.
    #[error("amount is out of range")]
    OutOfRange,
}

impl From<MoneyError> for AmountError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

pub(super) fn major(currency: Currency, text: &str) -> Result<Cents, AmountError> {
    let (negative, digits) = signed(text);
    if digits.is_empty() {
        return Err(AmountError::Empty);
    }
    match digits.split_once('.') {
        None => amount(currency, negative, digits, ""),
        Some((_, "")) => Err(AmountError::NotANumber),
        Some((whole, decimals)) => amount(currency, negative, whole, decimals),
    }
}

pub(super) fn typed(currency: Currency, text: &str, locale: Locale) -> Result<Cents, AmountError> {
    let (negative, digits) = signed(text.trim());
    let (negative, digits) = match without_symbol(currency, digits) {
        Some(rest) if !negative => signed(rest),
        Some(rest) => (negative, rest),
        None => (negative, digits),
    };
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(if digits.is_empty() {
            AmountError::Empty
        } else {
            AmountError::NotANumber
        });
    }
    if !digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        return Err(AmountError::NotANumber);
    }
    let (whole, decimals) = separate(currency, digits, locale)?;
    amount(currency, negative, &whole, decimals)
}

/// The text without a leading minus, and whether there was one.
fn signed(text: &str) -> (bool, &str) {
    text.strip_prefix('-')
        .map_or((false, text), |rest| (true, rest))
}

/// The text after the currency's symbol or code, if it starts with one.
fn without_symbol(currency: Currency, text: &str) -> Option<&str> {
    [currency.symbol, currency.code]
        .into_iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map(|rest| rest.trim_start_matches('.').trim_start())
}

/// The digits before and after the decimal separator, without group separators.
fn separate(
    currency: Currency,
    digits: &str,
    locale: Locale,
) -> Result<(String, &str), AmountError> {
    let Some((before, after)) = digits.rsplit_once(['.', ',']) else {
        return Ok((digits.to_owned(), ""));
    };
    let is_comma = digits
        .get(before.len()..)
        .is_some_and(|rest| rest.starts_with(','));
    let last = if is_comma { ',' } else { '.' };
    let Some(first) = before.chars().find(|char| matches!(char, '.' | ',')) else {
        return separate_at_one(currency, before, after, last == locale.decimal_separator());
    };
    if first == last {
        // A separator that occurs twice cannot be the decimal one.
        return Ok((without_groups(digits, last)?, ""));
    }
    Ok((without_groups(before, first)?, after))
}

/// One separator: thousands, or decimals if that is the only possible reading.
fn separate_at_one<'a>(
    currency: Currency,
    before: &str,
    after: &'a str,
    is_decimal_here: bool,
) -> Result<(String, &'a str), AmountError> {
    let three = after.len() == 3 && is_first_group(before);
    if currency.digits == 0 {
        let whole = three.then(|| format!("{before}{after}"));
        return whole.map(|whole| (whole, "")).ok_or(AmountError::Ambiguous);
    }
    if is_decimal_here {
        let decimals = u32::try_from(after.len()).unwrap_or(u32::MAX);
        return match decimals {
            0 => Err(AmountError::NotANumber),
            3 if currency.exponent < 3 => Err(AmountError::Ambiguous),
            _ => Ok((before.to_owned(), after)),
        };
    }
    // With three decimals in the currency, `5,450` could be five or five thousand.
    if three && currency.exponent < 3 {
        return Ok((format!("{before}{after}"), ""));
    }
    Err(AmountError::Ambiguous)
}

fn is_first_group(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && !digits.starts_with('0')
}

fn without_groups(text: &str, separator: char) -> Result<String, AmountError> {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or("");
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    if !is_first_group(first) || !groups.all(is_group) {
        return Err(AmountError::Ambiguous);
    }
    Ok(text.replace(separator, ""))
}

fn amount(
    currency: Currency,
    negative: bool,
    whole: &str,
    decimals: &str,
) -> Result<Cents, AmountError> {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) {
        return Err(AmountError::NotANumber);
    }
    let width = usize::try_from(currency.exponent).unwrap_or(0);
    if decimals.len() > width {
        return Err(AmountError::TooManyDecimals);
    }
    let minor: i64 = format!("{whole}{decimals:0<width$}")
        .parse()
        .map_err(|_| AmountError::OutOfRange)?;
    let cents = Cents::new(minor)?;
    Ok(if negative {
        cents.checked_neg()?
    } else {
        cents
    })
}
