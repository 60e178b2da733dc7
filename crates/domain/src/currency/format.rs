//! Writing amounts.

use super::{Currency, Locale};
use crate::money::Cents;

pub(super) fn with_symbol(currency: Currency, amount: Cents, locale: Locale) -> String {
    let sign = if amount.is_negative() { "-" } else { "" };
    // Letters need a space before the digits, signs do not: `Rp 500`, `$5.00`.
    let space = if currency.symbol.ends_with(char::is_alphabetic) {
        " "
    } else {
        ""
    };
    format!(
        "{sign}{}{space}{}",
        currency.symbol,
        magnitude(currency, amount, locale)
    )
}

pub(super) fn plain(currency: Currency, amount: Cents, locale: Locale) -> String {
    let sign = if amount.is_negative() { "-" } else { "" };
    format!("{sign}{}", magnitude(currency, amount, locale))
}

pub(super) fn major(currency: Currency, amount: Cents) -> String {
    let sign = if amount.is_negative() { "-" } else { "" };
    let (whole, decimals) = split(currency, amount);
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

fn magnitude(currency: Currency, amount: Cents, locale: Locale) -> String {
    let (whole, decimals) = split(currency, amount);
    let grouped = group(&whole, locale.group_separator());
    let shown = shown_decimals(currency, &decimals);
    if shown.is_empty() {
        return grouped;
    }
    format!("{grouped}{}{shown}", locale.decimal_separator())
}

/// The decimals that are shown, or all of them if a hidden one is not zero.
fn shown_decimals(currency: Currency, decimals: &str) -> &str {
    let digits = usize::try_from(currency.digits).unwrap_or(usize::MAX);
    match decimals.split_at_checked(digits) {
        Some((shown, hidden)) if hidden.bytes().all(|digit| digit == b'0') => shown,
        Some(_) | None => decimals,
    }
}

/// The digits before and after the decimal separator, without a sign.
fn split(currency: Currency, amount: Cents) -> (String, String) {
    let width = usize::try_from(currency.exponent).unwrap_or(0);
    let digits = amount.value().unsigned_abs().to_string();
    let padded = format!("{digits:0>minimum$}", minimum = width.saturating_add(1));
    let (whole, decimals) = padded.split_at(padded.len().saturating_sub(width));
    (whole.to_owned(), decimals.to_owned())
}

fn group(digits: &str, separator: char) -> String {
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in digits.chars().enumerate() {
        let to_the_right = digits.len().saturating_sub(index);
        if index > 0 && to_the_right.checked_rem(3) == Some(0) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
