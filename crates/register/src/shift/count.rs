//! Counting notes and coins.

use domain::money::Cents;
use domain::shift::{CountedDenomination, count, denominations};

use crate::error::{AppError, InputError};
use crate::money::MoneyText;
use crate::register::Register;
use crate::view::{CountInput, DenominationView, MoneyView};

impl Register {
    /// The notes and coins of the store's currency, the largest first.
    pub fn denominations(&self) -> Result<Vec<DenominationView>, AppError> {
        let money = self.shop()?.money()?;
        let pieces = denominations(&money.currency())?;
        Ok(pieces
            .into_iter()
            .map(|piece| {
                let shown = money.view(piece.cents);
                DenominationView {
                    cents: shown.cents,
                    text: shown.text,
                    kind: piece.kind,
                }
            })
            .collect())
    }

    /// The sum of a counted drawer. Changes nothing.
    pub fn count_preview(&self, input: &CountInput) -> Result<MoneyView, AppError> {
        let money = self.shop()?.money()?;
        let counted = read_count(money, input)?;
        Ok(money.view(counted.cents))
    }
}

/// A drawer as it was counted.
pub(super) struct Counted {
    pub(super) cents: Cents,
    pub(super) pieces: Vec<CountedDenomination>,
}

/// Either the typed amount or the pieces; both only when they agree.
pub(super) fn read_count(money: MoneyText, input: &CountInput) -> Result<Counted, AppError> {
    let invalid = || AppError::from(InputError::AmountInvalid { field: "count" });
    let pieces = input
        .denominations
        .iter()
        .filter(|piece| piece.count > 0)
        .map(|piece| {
            Ok(CountedDenomination {
                cents: Cents::new(piece.cents)?,
                count: piece.count,
            })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    let typed = input
        .amount_text
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let typed = typed.map(|text| money.parse(text, "count")).transpose()?;
    let counted = count(&pieces).map_err(|_| invalid())?;
    match typed {
        None if input.denominations.is_empty() => Err(invalid()),
        None => Ok(Counted {
            cents: counted,
            pieces,
        }),
        Some(cents) if pieces.is_empty() || cents == counted => Ok(Counted { cents, pieces }),
        Some(_) => Err(invalid()),
    }
}
