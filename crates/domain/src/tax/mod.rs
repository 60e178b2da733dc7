//! Tax rates, and how taxes are computed.
//!
//! Rate and base are separate, as in Indonesian law: PPN is 12 % of 11/12 of the price. An item
//! carries zero or more taxes, applied in the order given; each is on top of the price or included
//! in it. Amounts are exact fractions until [`crate::totals`] rounds them, once.

mod exact;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub(crate) use exact::item_taxes;
pub use exact::{PriceSplit, PriceTax, split_price};

/// The decimals a rate may have: so that three stacked taxes stay exact on any price.
const RATE_SCALE_MAX: u32 = 4;

/// How a tax is computed from its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TaxMethod {
    /// The rate is a percentage of the base.
    #[default]
    Percent,
    /// The rate is an amount in minor units for each unit sold.
    FixedPerUnit,
    /// The rate is a percentage of the price that includes this tax (Brazil).
    Division,
}

crate::code::codes!(TaxMethod {
    Percent = "percent",
    FixedPerUnit = "fixed_per_unit",
    Division = "division",
});

/// One tax with its rate, its base and the time it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// Stable within the organization, as `ppn`; what totals are grouped by.
    pub id: String,
    /// What the receipt shows, as `PPN 12%`.
    pub name: String,
    /// Percent (12 is 12 %), or minor units per unit for [`TaxMethod::FixedPerUnit`].
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub rate: Decimal,
    /// How the tax is computed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: TaxMethod,
    /// The base is the price multiplied by this ...
    pub base_numerator: u32,
    /// ... divided by this: 11/12 for PPN, 1/1 if the whole price is the base.
    pub base_denominator: u32,
    /// Whether the price holds the tax already.
    pub inclusive: bool,
    /// Whether this tax is added to the base of the later taxes of the item (service under PB1).
    #[serde(default, skip_serializing_if = "is_default")]
    pub adds_to_base: bool,
    /// Whether this tax leaves out what earlier taxes added to the base.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ignores_earlier: bool,
    /// The first day on which the rate holds; `None` means always.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the rate holds; `None` means for ever.
    pub valid_until: Option<NaiveDate>,
}

/// Why a tax cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TaxError {
    /// A rate below zero: a reduction is a discount.
    #[error("tax rate is negative")]
    RateIsNegative,
    /// More than four decimals in a rate.
    #[error("tax rate has more than four decimals")]
    RateTooPrecise,
    /// The base is a fraction with a denominator of zero.
    #[error("tax base has a denominator of zero")]
    BaseDenominatorIsZero,
    /// Division rates of an item reach 100 percent, which leaves no price.
    #[error("division taxes reach 100 percent")]
    DivisionReachesHundredPercent,
    /// The taxes included in the price are more than the price.
    #[error("included taxes are larger than the price")]
    IncludedAbovePrice,
    /// A figure leaves its range.
    #[error("tax is out of range")]
    OutOfRange,
}

impl From<crate::rounding::RoundingError> for TaxError {
    fn from(_: crate::rounding::RoundingError) -> Self {
        Self::OutOfRange
    }
}

impl TaxRate {
    /// A percentage of the whole price, on top of it, valid always.
    pub fn percent(id: &str, name: &str, rate: Decimal) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            rate,
            mode: TaxMethod::Percent,
            base_numerator: 1,
            base_denominator: 1,
            inclusive: false,
            adds_to_base: false,
            ignores_earlier: false,
            valid_from: None,
            valid_until: None,
        }
    }

    /// PPN of ordinary goods since 1 January 2025 (PMK 131/2024): 12 % of 11/12 of the price, in
    /// the price.
    pub fn ppn() -> Self {
        Self {
            base_numerator: 11,
            base_denominator: 12,
            ..Self::ppn_luxury()
        }
    }

    /// PPN of luxury goods since 1 January 2025 (PMK 131/2024): 12 % of the price, in the price.
    pub fn ppn_luxury() -> Self {
        Self {
            inclusive: true,
            valid_from: NaiveDate::from_ymd_opt(2025, 1, 1),
            ..Self::percent("ppn", "PPN 12%", Decimal::from(12))
        }
    }

    /// The same tax in the price (`true`) or on top of it.
    #[must_use]
    pub fn with_inclusive(self, inclusive: bool) -> Self {
        Self { inclusive, ..self }
    }

    /// Whether the rate holds on `day`; both ends are included.
    pub fn is_effective_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Checks that the figures are valid for a tax.
    pub fn check(&self) -> Result<(), TaxError> {
        if self.rate.is_sign_negative() && !self.rate.is_zero() {
            return Err(TaxError::RateIsNegative);
        }
        if self.rate.normalize().scale() > RATE_SCALE_MAX {
            return Err(TaxError::RateTooPrecise);
        }
        if self.base_denominator == 0 {
            return Err(TaxError::BaseDenominatorIsZero);
        }
        Ok(())
    }
}

/// Default values are left out of the JSON, because a cart repeats its rates on every line.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The rates that hold on `day`, in their order.
pub fn effective_on(rates: &[TaxRate], day: NaiveDate) -> Vec<TaxRate> {
    rates
        .iter()
        .filter(|rate| rate.is_effective_on(day))
        .cloned()
        .collect()
}
