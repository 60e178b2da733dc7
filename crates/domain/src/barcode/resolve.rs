//! What a scanned or typed code means: which codes to look up, in which order, and how much of the
//! product the label holds.

use super::mask::{EmbeddedValue, Mask};
use crate::money::{Cents, MoneyError};
use crate::quantity::{Quantity, QuantityError};
use crate::rounding::{MINOR_UNIT, RoundingMode, div_round};

/// A product that was found by a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved<P> {
    /// The product.
    pub product: P,
    /// The weight or price in the code, when it is a scale's label.
    pub label: Option<EmbeddedValue>,
}

/// Finds the product of a code; `find` looks up one code.
///
/// The code itself is tried first: a code that is printed on goods is never taken for a scale's
/// label. Then each mask that fits, in the store's order: the code with zeros for the value, the
/// item's code, and the item's code without leading zeros.
pub fn resolve<P, E>(
    code: &str,
    masks: &[Mask],
    cents_per_unit: i64,
    mut find: impl FnMut(&str) -> Result<Option<P>, E>,
) -> Result<Option<Resolved<P>>, E> {
    if let Some(product) = find(code)? {
        return Ok(Some(Resolved {
            product,
            label: None,
        }));
    }
    for embedded in masks
        .iter()
        .filter_map(|mask| mask.read(code, cents_per_unit))
    {
        let bare = embedded.item_code.trim_start_matches('0');
        for candidate in [&embedded.zeroed_code, &embedded.item_code, bare] {
            if let Some(product) = find(candidate)? {
                return Ok(Some(Resolved {
                    product,
                    label: Some(embedded.value),
                }));
            }
        }
    }
    Ok(None)
}

/// Splits a multiplier off what was typed: `3*CODE` is three of CODE. Text before an asterisk that
/// is no quantity above zero belongs to the code, since an SKU may hold an asterisk.
pub fn split_multiplier(text: &str) -> (Option<Quantity>, &str) {
    let text = text.trim();
    let Some((count, code)) = text.split_once('*') else {
        return (None, text);
    };
    match Quantity::parse(count) {
        Ok(quantity) if quantity > Quantity::ZERO && !code.is_empty() => {
            (Some(quantity), code.trim())
        }
        _ => (None, text),
    }
}

/// What a scale's label sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelQuantity {
    /// This much, at the product's own price.
    Weight(Quantity),
    /// One piece at the price on the label.
    PieceAt(Cents),
}

/// What a label sells of a product with this price.
///
/// A price becomes the weight that comes to exactly this price. Where rounding allows none, the
/// label is one piece at its own price: the customer pays what the label shows.
pub fn label_quantity(
    label: EmbeddedValue,
    unit_price: Option<Cents>,
) -> Result<LabelQuantity, LabelError> {
    match label {
        EmbeddedValue::WeightThousandths(thousandths) => {
            Ok(LabelQuantity::Weight(Quantity::new(thousandths)?))
        }
        EmbeddedValue::PriceCents(cents) => {
            let price = Cents::new(cents)?;
            let weight = unit_price
                .filter(|unit_price| unit_price.is_positive())
                .and_then(|unit_price| weight_for(unit_price, price));
            Ok(weight.map_or(LabelQuantity::PieceAt(price), LabelQuantity::Weight))
        }
    }
}

/// The weight above zero that comes to exactly `price`, when there is one.
fn weight_for(unit_price: Cents, price: Cents) -> Option<Quantity> {
    let thousandths = div_round(
        price.wide().checked_mul(1000)?,
        unit_price.wide(),
        RoundingMode::HOUSE,
    )
    .ok()?;
    let weight = Quantity::new(i64::try_from(thousandths).ok()?).ok()?;
    let comes_to = weight.price(unit_price, MINOR_UNIT).ok()?;
    (comes_to == price && weight > Quantity::ZERO).then_some(weight)
}

/// Why a label cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// A price that no amount can hold.
    #[error(transparent)]
    Price(#[from] MoneyError),
    /// A weight that no quantity can hold.
    #[error(transparent)]
    Weight(#[from] QuantityError),
}
