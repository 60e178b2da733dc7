//! Amounts as a screen shows them.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// An amount: the number for comparing, the text for reading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct MoneyView {
    /// Minor units of the store's currency.
    #[specta(type = Number)]
    pub cents: i64,
    /// The amount as people write it in the store's language, such as `Rp 12.500`.
    pub text: String,
}

/// The store's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CurrencyView {
    /// ISO 4217 code.
    pub code: String,
    /// The sign before an amount, such as `Rp`.
    pub symbol: String,
    /// Digits shown behind the decimal mark (none for rupiah, whose minor unit nobody uses).
    pub digits: u32,
    /// Minor units in one major unit.
    #[specta(type = Number)]
    pub minor_per_major: i64,
}
