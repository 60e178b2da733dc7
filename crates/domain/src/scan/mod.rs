//! What a scanned or typed code means: which codes to look up, in which order, and the quantity on
//! the label.

mod label;

use crate::barcode::gs1::{self, Elements, Gs1};
use crate::barcode::{Barcode, EmbeddedValue, Mask, canonical, keys, visible};
use crate::catalog::Product;
use crate::currency::{Currency, Locale};
use crate::quantity::Quantity;

use label::UnsuitableFigure;
pub use label::{Label, LabelError, LabelSale, sold};

/// The meaning of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// No product has this code.
    Unknown,
    /// The code holds a weight, a count or a price that cannot be used for its product.
    Unreadable,
    /// A product, and the contents of the label, if the code is one.
    Product(Box<Product>, Option<Label>),
}

/// Finds the product of a code; `find` looks up the first of some keys that a product has.
///
/// The code itself is tried first: a code that is printed on goods is never mistaken for a scale's
/// label. Then each mask that fits, in the store's order: the code with zeros for the value, the
/// item's code, and the item's code without leading zeros. A label must be for a product that is
/// sold by measure, because labels of other shops have the same prefixes. A price label may also be
/// for pieces that are stored under all digits of the label.
pub fn resolve<E>(
    code: &str,
    masks: &[Mask],
    currency: &Currency,
    mut find: impl FnMut(&[String]) -> Result<Option<Product>, E>,
) -> Result<Resolved, E> {
    let elements = match gs1::read(&visible(code)) {
        Gs1::Unreadable => return Ok(Resolved::Unreadable),
        Gs1::Elements(elements) => Some(elements),
        Gs1::Plain => None,
    };
    if let Some(product) = find(&keys(code))? {
        return Ok(of_product(product, elements.as_ref(), currency));
    }
    let Some(digits) = ean_13(code) else {
        return Ok(Resolved::Unknown);
    };
    for mask in masks {
        let Some(label) = mask.read(&digits, currency.step_cents()) else {
            continue;
        };
        let is_price = matches!(label.value, EmbeddedValue::Price(_));
        let bare = label.item_code.trim_start_matches('0');
        for (candidate, whole) in [
            (label.zeroed_code.as_str(), true),
            (label.item_code.as_str(), true),
            (bare, false),
        ] {
            let Some(product) = find(&[canonical(candidate)])? else {
                continue;
            };
            if product.is_measured() || is_price && whole {
                let label = Some(Label::from(label.value));
                return Ok(Resolved::Product(Box::new(product), label));
            }
        }
    }
    Ok(Resolved::Unknown)
}

fn of_product(product: Product, elements: Option<&Elements>, currency: &Currency) -> Resolved {
    let label = match elements {
        None => Ok(None),
        Some(elements) => Label::of_elements(elements, &product, currency),
    };
    match label {
        Ok(label) => Resolved::Product(Box::new(product), label),
        Err(UnsuitableFigure) => Resolved::Unreadable,
    }
}

/// The thirteen digits of a code that may be a label; a scanner may send them as UPC-A.
fn ean_13(code: &str) -> Option<String> {
    let code = Barcode::parse(code).ok()?;
    (code.check_ok && code.canonical.len() == 13).then_some(code.canonical)
}

/// Splits a multiplier off the typed text: `3*CODE` means three of CODE. If the text before an
/// asterisk is not a quantity above zero, it belongs to the code, because a SKU may hold an
/// asterisk.
pub fn split_multiplier(text: &str, locale: Locale) -> (Option<Quantity>, &str) {
    let text = text.trim();
    let Some((count, code)) = text.split_once('*') else {
        return (None, text);
    };
    match Quantity::parse_typed(count, locale) {
        Ok(quantity) if quantity > Quantity::ZERO && !code.is_empty() => {
            (Some(quantity), code.trim())
        }
        _ => (None, text),
    }
}
