//! What a label sells: how much of its product, and at which price.

use crate::barcode::EmbeddedValue;
use crate::barcode::gs1::Elements;
use crate::catalog::Product;
use crate::currency::Currency;
use crate::money::{Cents, MoneyError};
use crate::quantity::{Quantity, QuantityError};
use crate::rounding::{RoundingMode, div_round};

/// What a label says about the goods, in the product's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// So much, at the product's own price.
    Quantity(Quantity),
    /// All of it costs this, however much the label says it is.
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
    /// What the elements of a GS1 string say about a product; `None` where they hold nothing but
    /// its number.
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
            // Weights of goods that are counted, or liters of what is weighed.
            (_, true) if measured.is_none_or(Quantity::is_zero) => {
                return Err(UnsuitableFigure);
            }
            (true, _) => measured,
            (false, _) => contents.count,
        };
        // A carton of so many bags does not tell what they weigh.
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

/// What is sold by a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSale {
    /// This much, at the product's own price.
    Quantity(Quantity),
    /// So many pieces at the price on the label.
    PiecesAt {
        /// How many labels.
        pieces: Quantity,
        /// The price of each.
        price: Cents,
    },
    /// The product is weighed, and nobody has said how much it is.
    WeightMissing,
}

/// What is sold of a product by its label, if the code is one, and the quantity that was typed, if
/// one was. Of labels so many bags are sold; of a product's own code so much.
///
/// A price becomes the weight that comes to exactly this price. Where rounding allows none, the
/// label is one piece at its own price: the customer pays what the label shows.
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

/// The weight next to what this price buys.
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
    /// Half a bag.
    #[error("labels are sold whole")]
    PiecesNotWhole,
    /// A price that no amount can hold.
    #[error(transparent)]
    Price(#[from] MoneyError),
    /// A weight that no quantity can hold.
    #[error(transparent)]
    Weight(#[from] QuantityError),
}
