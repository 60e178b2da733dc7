//! The taxes of one item as exact fractions.
//!
//! Every tax is linear in the price without tax: `tax = slope x net + constant`. So is the sum of
//! the included taxes. The net price therefore follows from one division, however the taxes stack.

use rust_decimal::Decimal;

use super::{TaxError, TaxMethod, TaxRate};
use crate::ratio::Ratio;
use crate::rounding::RoundingError;

/// The taxes of one item, unrounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ItemTaxes {
    /// The price without any tax.
    pub(crate) net: Ratio,
    /// One for each rate, in the order given.
    pub(crate) taxes: Vec<ItemTax>,
}

/// One tax of one item, unrounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ItemTax {
    /// The net price and what earlier taxes added to it; before the base fraction.
    pub(crate) taxable: Ratio,
    pub(crate) tax: Ratio,
}

/// A price taken apart, to about 28 digits, for price tags and for outside figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceSplit {
    /// The price without any tax, in the unit of the price.
    pub net: Decimal,
    /// One for each rate, in the order given.
    pub taxes: Vec<PriceTax>,
}

/// One tax of a price, unrounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceTax {
    /// The net price and what earlier taxes added to it; before the base fraction.
    pub taxable: Decimal,
    pub tax: Decimal,
}

/// Takes apart the `price` of `quantity` units (neither negative), unrounded.
///
/// These figures are for display only: the charged amounts come from [`crate::totals::totals`].
pub fn split_price(
    price: Decimal,
    quantity: Decimal,
    rates: &[TaxRate],
) -> Result<PriceSplit, TaxError> {
    let split = item_taxes(
        Ratio::from_decimal(price)?,
        Ratio::from_decimal(quantity)?,
        rates,
    )?;
    let decimal = |ratio: Ratio| ratio.to_decimal().ok_or(TaxError::OutOfRange);
    let taxes = split.taxes.iter().map(|item| {
        Ok(PriceTax {
            taxable: decimal(item.taxable)?,
            tax: decimal(item.tax)?,
        })
    });
    Ok(PriceSplit {
        taxes: taxes.collect::<Result<_, TaxError>>()?,
        net: decimal(split.net)?,
    })
}

/// `slope x net + constant`.
#[derive(Debug, Clone, Copy)]
struct Linear {
    slope: Ratio,
    constant: Ratio,
}

impl Linear {
    const NOTHING: Self = Self {
        slope: Ratio::ZERO,
        constant: Ratio::ZERO,
    };
    const NET: Self = Self {
        slope: Ratio::ONE,
        constant: Ratio::ZERO,
    };

    fn add(self, other: Self) -> Result<Self, RoundingError> {
        let slope = self.slope.add(other.slope)?;
        Ok(Self {
            slope,
            constant: self.constant.add(other.constant)?,
        })
    }

    fn scale(self, factor: Ratio) -> Result<Self, RoundingError> {
        Ok(Self {
            slope: self.slope.mul(factor)?,
            constant: self.constant.mul(factor)?,
        })
    }

    fn at(self, net: Ratio) -> Result<Ratio, RoundingError> {
        self.slope.mul(net)?.add(self.constant)
    }
}

/// The taxes in and on the `price` of `quantity` units; neither may be negative.
pub(crate) fn item_taxes(
    price: Ratio,
    quantity: Ratio,
    rates: &[TaxRate],
) -> Result<ItemTaxes, TaxError> {
    let mut forms = Vec::with_capacity(rates.len());
    let mut carried = Linear::NOTHING;
    let mut included = Linear::NOTHING;
    for rate in rates {
        rate.check()?;
        let base = if rate.ignores_earlier {
            Linear::NET
        } else {
            Linear::NET.add(carried)?
        };
        let tax = tax_form(rate, base, quantity, rates)?;
        if rate.adds_to_base {
            carried = carried.add(tax)?;
        }
        if rate.inclusive {
            included = included.add(tax)?;
        }
        forms.push((base, tax));
    }
    let net = price
        .sub(included.constant)?
        .div(Ratio::ONE.add(included.slope)?)?;
    if net.is_negative() {
        return Err(TaxError::IncludedAbovePrice);
    }
    let at_net = forms.into_iter().map(|(base, tax)| {
        Ok(ItemTax {
            taxable: base.at(net)?,
            tax: tax.at(net)?,
        })
    });
    Ok(ItemTaxes {
        taxes: at_net.collect::<Result<_, TaxError>>()?,
        net,
    })
}

fn tax_form(
    rate: &TaxRate,
    base: Linear,
    quantity: Ratio,
    rates: &[TaxRate],
) -> Result<Linear, TaxError> {
    let fraction = Ratio::new(rate.base_numerator.into(), rate.base_denominator.into())?;
    match rate.mode {
        TaxMethod::Percent => Ok(base.scale(percent(rate)?.mul(fraction)?)?),
        TaxMethod::FixedPerUnit => {
            let amount = Ratio::from_decimal(rate.rate.normalize())?.mul(quantity)?;
            Ok(Linear {
                slope: Ratio::ZERO,
                constant: amount,
            })
        }
        TaxMethod::Division => {
            let rest = Ratio::ONE.sub(division_share(rates, rate.inclusive)?)?;
            if rest.is_negative() || rest == Ratio::ZERO {
                return Err(TaxError::DivisionReachesHundredPercent);
            }
            Ok(base.scale(percent(rate)?.mul(fraction)?.div(rest)?)?)
        }
    }
}

/// The share of the price that all division taxes of the same side (in or on the price) take.
fn division_share(rates: &[TaxRate], inclusive: bool) -> Result<Ratio, RoundingError> {
    rates
        .iter()
        .filter(|rate| rate.mode == TaxMethod::Division && rate.inclusive == inclusive)
        .try_fold(Ratio::ZERO, |sum, rate| sum.add(percent(rate)?))
}

fn percent(rate: &TaxRate) -> Result<Ratio, RoundingError> {
    Ratio::from_percent(rate.rate.normalize())
}
