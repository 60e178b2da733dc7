//! The one totals engine: screen, receipt, ledger and server all use it.
//!
//! Every figure is rounded at one point, to the currency's step (whole rupiah for IDR):
//! 1. an item's gross is price times quantity, rounded;
//! 2. its own discount is rounded and taken off;
//! 3. the cart's discount is rounded once and split over the items by largest remainder, in
//!    proportion to what is left of their prices;
//! 4. each tax is summed exactly over the items, rounded once, and split back by largest remainder.
//!
//! So parts always sum to the whole, and the whole is never the sum of roundings (Promise 6).
//! A refund is computed as a sale, and the sign is restored at the end: it is the exact mirror.
//!
//! [`totals()`] has a runnable example.

mod check;
mod engine;
mod order;
mod taxes;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::allocate::AllocateError;
use crate::currency::CurrencyError;
use crate::discount::DiscountError;
use crate::money::{Cents, MoneyError};
use crate::quantity::{Quantity, QuantityError};
use crate::rounding::{RoundingError, RoundingMode};
use crate::tax::TaxError;

pub use check::SumLaw;
pub use engine::totals;

/// The store's rules for totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalsRules {
    /// The store's currency, as `IDR`.
    pub currency_code: String,
    /// How a tax is rounded; the house rule unless a tax office demands another.
    #[serde(default)]
    pub tax_rounding: RoundingMode,
}

impl TotalsRules {
    /// The house rule in a currency.
    pub fn house(currency_code: &str) -> Self {
        Self {
            currency_code: currency_code.to_owned(),
            tax_rounding: RoundingMode::HOUSE,
        }
    }
}

/// The figures of a cart. In a refund every amount is negative; counts and quantities never are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Totals {
    /// One for each line of the cart, in its order.
    pub items: Vec<ItemTotals>,
    /// Price times quantity over all items.
    pub gross_amount_cents: Cents,
    /// All that was taken off: item discounts and the cart's.
    pub discount_cents: Cents,
    /// What the cart's own discount comes to; part of `discount_cents`.
    pub cart_discount_cents: Cents,
    /// One for each different tax, in the order of their first item.
    pub tax_lines: Vec<TaxLine>,
    /// The taxes on top of prices.
    pub exclusive_tax_cents: Cents,
    /// The taxes that prices hold already.
    pub inclusive_tax_cents: Cents,
    /// What is due, before cash rounding.
    pub net_amount_cents: Cents,
    /// How many lines.
    pub item_count: u32,
    /// The sum of all quantities.
    pub quantity_thousandths: Quantity,
}

/// The figures of one line of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ItemTotals {
    /// The line of the cart.
    pub line_id: u32,
    /// Price times quantity.
    pub gross_cents: Cents,
    /// What the line's own discount takes off.
    pub item_discount_cents: Cents,
    /// The line's share of the cart's discount.
    pub cart_discount_cents: Cents,
    /// Both discounts.
    pub discount_cents: Cents,
    /// Gross minus discounts: the price as shown, with the taxes that are in it.
    pub net_cents: Cents,
    /// One for each tax rate of the item, in its order.
    pub tax: Vec<TaxAmount>,
    /// Net and the taxes on top of it: what the customer pays for this line.
    pub subtotal_cents: Cents,
}

/// One tax of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TaxAmount {
    /// The id of the tax rate.
    pub tax_id: String,
    /// The price without tax, and what earlier taxes add to it; before the base fraction.
    pub taxable_cents: Cents,
    pub tax_cents: Cents,
    /// Whether the price holds it already.
    pub inclusive: bool,
}

/// One tax of the whole cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TaxLine {
    /// The id of the tax rate.
    pub tax_id: String,
    /// What the receipt shows.
    pub name: String,
    /// The rate in percent, or minor units per unit.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub rate: Decimal,
    /// The sum of the items' taxable amounts.
    pub taxable_cents: Cents,
    /// The part of it that the rate applies to: 11/12 for PPN, the same if there is no fraction.
    pub base_cents: Cents,
    /// The tax: the sum of the items' taxes.
    pub tax_cents: Cents,
    /// Whether the prices hold it already.
    pub inclusive: bool,
}

/// Why a cart has no totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TotalsError {
    /// The currency cannot be used.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    /// A discount breaks a rule.
    #[error(transparent)]
    Discount(#[from] DiscountError),
    /// A tax breaks a rule.
    #[error(transparent)]
    Tax(#[from] TaxError),
    /// A sum cannot be split.
    #[error(transparent)]
    Allocate(#[from] AllocateError),
    /// A figure leaves its range.
    #[error("totals are out of range")]
    OutOfRange,
    /// The figures do not add up: they were not made by this engine.
    #[error("totals do not add up: {0:?}")]
    SumsDiffer(SumLaw),
}

impl From<MoneyError> for TotalsError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl From<QuantityError> for TotalsError {
    fn from(_: QuantityError) -> Self {
        Self::OutOfRange
    }
}

impl From<RoundingError> for TotalsError {
    fn from(_: RoundingError) -> Self {
        Self::OutOfRange
    }
}
