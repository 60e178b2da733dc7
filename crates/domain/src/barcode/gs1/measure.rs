//! Weights, counts and prices inside an element string.

use super::Elements;
use crate::currency::Currency;
use crate::money::Cents;
use crate::quantity::Quantity;
use crate::unit::Measure;

/// The measures, counts and prices in an element string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gs1Contents {
    /// Weights, lengths, areas and volumes, each with its value.
    pub measures: Vec<(Measure, Decimals)>,
    /// How many pieces.
    pub count: Option<Quantity>,
    /// The amount to pay for all of it.
    pub price: Option<Cents>,
    /// The amount to pay for one unit of measure.
    pub unit_price: Option<Cents>,
}

/// Digits and how many of them are decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimals {
    digits: i64,
    places: u32,
}

impl Decimals {
    /// The value in thousandths of `unit`, if it is a whole number of them.
    fn thousandths(self, measured_in: Measure, unit: Measure) -> Option<i64> {
        let (numerator, denominator) = measured_in.in_units_of(unit)?;
        let exact = i128::from(self.digits)
            .checked_mul(1000)?
            .checked_mul(numerator)?;
        let divisor = 10_i128.checked_pow(self.places)?.checked_mul(denominator)?;
        if exact.checked_rem(divisor)? != 0 {
            return None;
        }
        i64::try_from(exact.checked_div(divisor)?).ok()
    }

    /// The value in minor units, when it can be paid.
    fn cents(self, currency: &Currency) -> Option<Cents> {
        let exact = i128::from(self.digits).checked_mul(i128::from(currency.minor_units()))?;
        let divisor = 10_i128.checked_pow(self.places)?;
        let cents = exact.checked_div(divisor)?;
        let payable = exact.checked_rem(divisor)? == 0
            && cents.checked_rem(i128::from(currency.step_cents()))? == 0;
        payable.then(|| Cents::from_wide(cents).ok()).flatten()
    }
}

impl Gs1Contents {
    /// The quantity in a product's unit; `None` if no measure has this kind of unit.
    pub fn quantity_in(&self, unit: Measure) -> Option<Quantity> {
        let thousandths = self
            .measures
            .iter()
            .find_map(|(measure, value)| value.thousandths(*measure, unit))?;
        Quantity::new(thousandths).ok()
    }
}

impl Elements {
    /// The contents of the string besides the number; `None` if a figure cannot be used. A figure
    /// is never ignored, because one that is not understood may change the amount to pay.
    pub fn contents(&self, currency: &Currency) -> Option<Gs1Contents> {
        let mut contents = Gs1Contents::default();
        for (identifier, value) in self.iter() {
            contents.take(identifier, value, currency)?;
        }
        // The number of a carton's contents is useless without their count.
        let is_carton = self.get("02").is_some();
        let counted = self.get("37").is_some();
        (is_carton == counted).then_some(contents)
    }
}

impl Gs1Contents {
    fn take(&mut self, identifier: &str, value: &str, currency: &Currency) -> Option<()> {
        match identifier.get(..2)? {
            "30" | "37" => {
                let count = Quantity::whole(value.parse().ok()?).ok()?;
                if count.is_zero() || self.count.is_some_and(|known| known != count) {
                    return None;
                }
                self.count = Some(count);
            }
            "31" | "32" | "35" | "36" => {
                let measure = Measure::of_identifier(identifier.get(..3)?);
                if let Some(measure) = measure {
                    let value = decimals(identifier, value)?;
                    self.measures.push((measure, value));
                }
            }
            "39" => self.take_amount(identifier, value, currency)?,
            // A unit price without its decimals, or a piece of an item.
            "80" if matches!(identifier, "8005" | "8006" | "8026") => return None,
            _ => {}
        }
        Some(())
    }

    fn take_amount(&mut self, identifier: &str, value: &str, currency: &Currency) -> Option<()> {
        let amount = match identifier.get(2..3)? {
            "2" | "5" => value,
            "3" => {
                let (code, amount) = value.split_at_checked(3)?;
                (code.parse::<u16>() == Ok(currency.numeric_code())).then_some(amount)?
            }
            _ => return None,
        };
        let cents = decimals(identifier, amount)?.cents(currency)?;
        if !cents.is_positive() {
            return None;
        }
        let place = if identifier.starts_with("395") {
            &mut self.unit_price
        } else {
            &mut self.price
        };
        if place.is_some_and(|known| known != cents) {
            return None;
        }
        *place = Some(cents);
        Some(())
    }
}

/// The last digit of the identifier is the number of decimals.
fn decimals(identifier: &str, value: &str) -> Option<Decimals> {
    Some(Decimals {
        digits: value.parse().ok()?,
        places: identifier.get(3..)?.parse().ok()?,
    })
}
