//! Notes and coins, and counting a drawer by them.

use serde::{Deserialize, Serialize};

use super::ShiftError;
use crate::currency::Currency;
use crate::money::Cents;

/// Note or coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum DenominationKind {
    /// Paper.
    Note,
    /// Metal.
    Coin,
}

crate::code::codes!(DenominationKind {
    Note = "note",
    Coin = "coin",
});

/// A note or coin in circulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denomination {
    /// What it is worth.
    pub cents: Cents,
    /// Note or coin.
    pub kind: DenominationKind,
}

/// How many of one note or coin were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedDenomination {
    /// What one is worth.
    pub cents: Cents,
    /// How many there are.
    pub count: u32,
}

/// The notes and coins of a currency, in hundredths of a major unit, largest first.
struct CashSeries {
    notes: &'static [i64],
    coins: &'static [i64],
}

/// Rupiah in circulation (Bank Indonesia).
const RUPIAH: CashSeries = CashSeries {
    notes: &[
        10_000_000, 5_000_000, 2_000_000, 1_000_000, 500_000, 200_000, 100_000,
    ],
    coins: &[100_000, 50_000, 20_000, 10_000],
};
/// Euro (European Central Bank; the 500 note is no longer issued but still taken).
const EURO: CashSeries = CashSeries {
    notes: &[50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500],
    coins: &[200, 100, 50, 20, 10, 5, 2, 1],
};
/// United States dollar.
const US_DOLLAR: CashSeries = CashSeries {
    notes: &[10_000, 5_000, 2_000, 1_000, 500, 200, 100],
    coins: &[100, 50, 25, 10, 5, 1],
};
/// For currencies without listed notes whose prices have decimals.
const WITH_DECIMALS: CashSeries = CashSeries {
    notes: &[10_000, 5_000, 2_000, 1_000, 500, 200, 100],
    coins: &[100, 50, 20, 10, 5, 1],
};
/// For currencies without listed notes whose prices have no decimals.
const WITHOUT_DECIMALS: CashSeries = CashSeries {
    notes: &[
        10_000_000, 5_000_000, 2_000_000, 1_000_000, 500_000, 200_000, 100_000,
    ],
    coins: &[50_000, 20_000, 10_000, 5_000, 1_000, 500, 100],
};

/// The notes and coins of a currency, notes first, each largest first.
///
/// For currencies that are not listed this is a usual series. Only the sum is recorded, so that a
/// missing note can be entered as an amount.
pub fn denominations(currency: &Currency) -> Result<Vec<Denomination>, ShiftError> {
    let series = match (currency.code, currency.digits) {
        ("IDR", _) => RUPIAH,
        ("EUR", _) => EURO,
        ("USD", _) => US_DOLLAR,
        (_, 0) => WITHOUT_DECIMALS,
        _ => WITH_DECIMALS,
    };
    let minor_units = currency.minor_units();
    let kinds = [
        (series.notes, DenominationKind::Note),
        (series.coins, DenominationKind::Coin),
    ];
    let mut list = Vec::with_capacity(series.notes.len().saturating_add(series.coins.len()));
    for (values, kind) in kinds {
        for hundredths in values {
            let scaled = hundredths
                .checked_mul(minor_units)
                .ok_or(ShiftError::OutOfRange)?;
            // Exact for an exponent of 2 or more. Below that, values under one minor unit are
            // dropped.
            let cents = scaled.checked_div(100).unwrap_or(0);
            if cents > 0 {
                list.push(Denomination {
                    cents: Cents::new(cents)?,
                    kind,
                });
            }
        }
    }
    Ok(list)
}

/// The sum of the counted notes and coins.
pub fn count(counted: &[CountedDenomination]) -> Result<Cents, ShiftError> {
    let mut total = Cents::ZERO;
    for denomination in counted {
        if !denomination.cents.is_positive() {
            return Err(ShiftError::DenominationMustBePositive);
        }
        let worth = denomination
            .cents
            .checked_mul(i64::from(denomination.count))?;
        total = total.checked_add(worth)?;
    }
    Ok(total)
}
