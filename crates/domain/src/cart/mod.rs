//! The cart: what is being sold or taken back, before it is paid.
//!
//! Promise 13: the cart survives. The whole cart, with the steps that undo the last changes, is one
//! serializable value, which is stored with every change. A refused change leaves the cart
//! untouched.
//!
//! A refund is a cart of another kind with the same, positive figures; [`crate::totals`] restores
//! the sign at the end.

mod history;
mod operations;
mod stored;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::discount::{Discount, DiscountError};
use crate::money::Cents;
use crate::quantity::Quantity;
use crate::tax::{TaxError, TaxRate};
use history::History;
use stored::StoredCart;

/// The most of one item a cart holds: 99,999.999 units.
///
/// A barcode scanned into a quantity field is larger, so that it is refused.
pub const QUANTITY_MAX_THOUSANDTHS: i64 = 99_999_999;

/// The most lines a cart holds. Invoices of wholesalers have more than a thousand. With names of
/// usual length, this many fit into one entry of the log ([`crate::entry::MAX_BODY_BYTES`]).
pub const LINES_MAX: usize = 1500;

/// What a cart becomes when it is completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// Goods go out, money comes in.
    #[default]
    Sale,
    /// Goods come back, money goes out: the mirror of a sale.
    Refund,
}

crate::code::codes!(TransactionKind {
    Sale = "sale",
    Refund = "refund",
});

/// Items, their prices and discounts, and how to undo the last changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredCart")]
pub struct Cart {
    id: Uuid,
    kind: TransactionKind,
    items: Vec<CartItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<Discount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_touched: Option<u32>,
    next_line_id: u32,
    #[serde(skip_serializing_if = "History::is_empty")]
    history: History,
}

/// One line of a cart. Prices are those of the moment it was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartItem {
    /// Names the line within its cart; never used twice.
    pub line_id: u32,
    /// The product sold.
    pub product_id: Uuid,
    /// The product's name at that moment.
    pub name: String,
    /// The product's SKU, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The barcode as scanned, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// The price of one unit, not negative.
    pub unit_price_cents: Cents,
    /// What one unit cost the store, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_cents: Option<Cents>,
    /// How much, above zero.
    pub quantity_thousandths: Quantity,
    /// Whether the quantity is a weight: such lines are never merged.
    #[serde(default)]
    pub weighed: bool,
    /// The unit, as `kg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The taxes that hold for this item, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tax_rates: Vec<TaxRate>,
    /// What is taken off this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Discount>,
    /// Whether a person changed the price.
    #[serde(default)]
    pub price_overridden: bool,
}

/// A product to be added to a cart, at its current price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewItem {
    /// The product sold.
    pub product_id: Uuid,
    /// The product's name.
    pub name: String,
    /// The product's SKU, if it has one.
    pub sku: Option<String>,
    /// The barcode as scanned, if it was.
    pub barcode: Option<String>,
    /// The price of one unit, not negative.
    pub unit_price_cents: Cents,
    /// What one unit cost the store, if known.
    pub cost_cents: Option<Cents>,
    /// Whether the quantity is a weight.
    pub weighed: bool,
    /// The unit, as `kg`.
    pub unit: Option<String>,
    /// The taxes that hold today, in their order.
    pub tax_rates: Vec<TaxRate>,
}

/// Why a change of the cart is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CartError {
    /// The cart has no line of that number.
    #[error("the cart has no such line")]
    LineNotFound,
    /// The quantity is zero or below. Remove the line instead.
    #[error("quantity must be above zero")]
    QuantityMustBePositive,
    /// More than 99,999.999 units.
    #[error("quantity is above 99,999.999")]
    QuantityAboveLimit,
    /// A fraction of a product that is sold in whole pieces.
    #[error("what is counted is sold in whole pieces")]
    QuantityNotWhole,
    /// Two lines have the same number, in a cart that this code did not store.
    #[error("two lines have the same number")]
    LineNumberTaken,
    /// More than [`LINES_MAX`] lines.
    #[error("the cart has {LINES_MAX} lines already")]
    TooManyLines,
    /// A price below zero.
    #[error("price is negative")]
    PriceIsNegative,
    /// Price times quantity leaves the range of amounts.
    #[error("price times quantity is out of range")]
    AmountOutOfRange,
    /// A discount on an empty cart.
    #[error("there is nothing to take a discount off")]
    NothingToDiscount,
    /// The history of the cart is empty.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The discount breaks a rule.
    #[error(transparent)]
    Discount(#[from] DiscountError),
    /// A tax rate breaks a rule.
    #[error(transparent)]
    Tax(#[from] TaxError),
}

impl Cart {
    /// An empty cart. The id becomes the transaction's when the cart is completed.
    pub fn new(id: Uuid, kind: TransactionKind) -> Self {
        Self {
            id,
            kind,
            items: Vec::new(),
            discount: None,
            label: None,
            last_touched: None,
            next_line_id: 1,
            history: History::default(),
        }
    }

    /// A cart of lines whose figures are known already: the returned part of a sale.
    pub(crate) fn of_items(id: Uuid, kind: TransactionKind, items: Vec<CartItem>) -> Self {
        let next_line_id = items
            .iter()
            .map(|item| item.line_id)
            .max()
            .unwrap_or_default();
        Self {
            items,
            next_line_id: next_line_id.saturating_add(1),
            ..Self::new(id, kind)
        }
    }

    /// The cart's id.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Sale or refund.
    pub const fn kind(&self) -> TransactionKind {
        self.kind
    }

    /// The lines, in the order they were first added.
    pub fn items(&self) -> &[CartItem] {
        &self.items
    }

    /// The line of that number.
    pub fn item(&self, line_id: u32) -> Option<&CartItem> {
        self.items.iter().find(|item| item.line_id == line_id)
    }

    /// The discount on the whole cart.
    pub const fn discount(&self) -> Option<Discount> {
        self.discount
    }

    /// What people call this cart while it is parked.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The line that was added or changed last and is still there.
    pub const fn last_touched(&self) -> Option<u32> {
        self.last_touched
    }

    /// Whether the cart has no lines.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether there is a change that [`Cart::undo`] can undo.
    pub fn can_undo(&self) -> bool {
        !self.history.is_empty()
    }
}
