//! Labels: the quantity of the product and its price.

use crate::barcode::EmbeddedValue;
use crate::barcode::gs1::Elements;
use crate::catalog::Product;
use crate::currency::Currency;
use crate::money::{Cents, MoneyError};
use crate::quantity::{Quantity, QuantityError};
use crate::rounding::{RoundingMode, div_round};

/// The contents of a label, in the product's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A quantity at the product's own price.
    Quantity(Quantity),
    /// A price for all of it, independent of the quantity on the label.
    Price {
        /// The price on the label.
        price: Cents,
        /// The quantity on the label.
        quantity: Option<Quantity>,
    },
}

impl From<EmbeddedValue> for Label {
    fn from(value: EmbeddedValue) -> Self {
        match value {
            EmbeddedValue::Weight(quantity) => Self::Quantity(quantity),
            EmbeddedValue::Price(price) => Self::Price {
                price,
                quantity: None,
            },
        }
    }
}

impl Label {
    /// The label in the elements of a GS1 string; `None` if they hold only the product's number.
    ///
    /// # Errors
    /// When they hold a figure that this product cannot be sold by.
    pub(super) fn of_elements(
        elements: &Elements,
        product: &Product,
        currency: &Currency,
    ) -> Result<Option<Self>, UnsuitableFigure> {
        let contents = elements.contents(currency).ok_or(UnsuitableFigure)?;
        if contents.unit_price.is_some() && contents.unit_price != product.price_cents {
            return Err(UnsuitableFigure);
        }
        let measured = match product.measure() {
            Some(unit) => contents.quantity_in(unit),
            None => None,
        };
        let has_measure = !contents.measures.is_empty();
        let quantity = match (product.is_measured(), has_measure) {
            // A weight for counted goods, or liters for weighed ones.
            (_, true) if measured.is_none_or(Quantity::is_zero) => {
                return Err(UnsuitableFigure);
            }
            (true, _) => measured,
            (false, _) => contents.count,
        };
        // The label of a carton with a number of bags does not include their weight.
        if product.is_measured() && quantity.is_none() && elements.get("37").is_some() {
            return Err(UnsuitableFigure);
        }
        Ok(match (contents.price, quantity) {
            (Some(price), quantity) => Some(Self::Price { price, quantity }),
            (None, Some(quantity)) => Some(Self::Quantity(quantity)),
            (None, None) => None,
        })
    }
}

/// A code holds a figure that its product cannot be sold by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnsuitableFigure;

/// The quantity and price that a scan sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSale {
    /// This much, at the product's own price.
    Quantity(Quantity),
    /// Pieces at the price on the label.
    PiecesAt {
        /// How many labels.
        pieces: Quantity,
        /// The price of each.
        price: Cents,
    },
    /// The product is weighed, and the weight is not known.
    WeightMissing,
}

/// The sale of a product by its label, if the code is one, and the typed quantity, if there is one.
/// For a label the quantity counts bags; for a product's own code it is the quantity itself.
///
/// A price becomes the weight that comes to exactly this price. If rounding does not allow one, the
/// label is one piece at its own price, so that the customer pays the price on the label.
pub fn sold(
    product: &Product,
    label: Option<Label>,
    typed: Option<Quantity>,
    currency: &Currency,
) -> Result<LabelSale, LabelError> {
    let Some(label) = label else {
        return Ok(match typed {
            Some(quantity) => LabelSale::Quantity(quantity),
            None if product.weighed => LabelSale::WeightMissing,
            None => LabelSale::Quantity(Quantity::ONE),
        });
    };
    let pieces = typed.unwrap_or(Quantity::ONE);
    if !pieces.is_whole() {
        return Err(LabelError::PiecesNotWhole);
    }
    match label {
        Label::Quantity(quantity) => Ok(LabelSale::Quantity(times(quantity, pieces)?)),
        Label::Price { price, quantity } => {
            let step_cents = currency.step_cents();
            let whole = pieces.price(price, step_cents)?;
            let quantity = quantity
                .map(|quantity| times(quantity, pieces))
                .transpose()?;
            let unit_price = product.price_cents.filter(|price| price.is_positive());
            let weight = unit_price.and_then(|unit_price| {
                let comes_to = |quantity: &Quantity| {
                    *quantity > Quantity::ZERO
                        && quantity.price(unit_price, step_cents) == Ok(whole)
                };
                let found = quantity.or_else(|| weight_for(product, unit_price, whole));
                found.filter(comes_to)
            });
            Ok(weight.map_or(LabelSale::PiecesAt { pieces, price }, LabelSale::Quantity))
        }
    }
}

fn times(quantity: Quantity, pieces: Quantity) -> Result<Quantity, QuantityError> {
    let count = pieces.thousandths().checked_div(1000);
    let product = count.and_then(|count| quantity.thousandths().checked_mul(count));
    Quantity::new(product.ok_or(QuantityError::OutOfRange)?)
}

/// The weight nearest to what this price buys.
fn weight_for(product: &Product, unit_price: Cents, price: Cents) -> Option<Quantity> {
    if !product.is_measured() {
        return None;
    }
    let exact = price.wide().checked_mul(1000)?;
    let thousandths = div_round(exact, unit_price.wide(), RoundingMode::HOUSE).ok()?;
    Quantity::new(i64::try_from(thousandths).ok()?).ok()
}

/// Why a label cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// The number of bags is not whole.
    #[error("labels are sold whole")]
    PiecesNotWhole,
    /// The price is out of range.
    #[error(transparent)]
    Price(#[from] MoneyError),
    /// The weight is out of range.
    #[error(transparent)]
    Weight(#[from] QuantityError),
}
