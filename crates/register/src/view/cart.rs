//! The running sale.

use super::{DoneView, MoneyView, TakenPartsView};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

/// One item of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CartItemView {
    /// The item's number in this cart; stays when others go.
    pub line_id: u32,
    pub product_id: Uuid,
    /// The name when it was scanned.
    pub name: String,
    /// The shop's own code.
    pub sku: Option<String>,
    /// The printed code.
    pub barcode: Option<String>,
    /// Unit of the quantity.
    pub unit: Option<String>,
    /// Whether the quantity is a weight.
    pub weighed: bool,
    #[specta(type = Number)]
    pub quantity_thousandths: i64,
    /// The quantity as people read it.
    pub quantity_text: String,
    /// Price of one unit.
    pub unit_price: MoneyView,
    /// Discount on this item.
    pub discount: Option<MoneyView>,
    /// Price times quantity, less the item's discount.
    pub total: MoneyView,
}

/// Tax of one rate in the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TaxLineView {
    /// The tax's name.
    pub name: String,
    /// The amount that is taxed.
    pub base: MoneyView,
    pub tax: MoneyView,
    /// Whether the tax is part of the prices.
    pub inclusive: bool,
}

/// The cart with its totals, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CartView {
    /// The cart; a new one after each sale.
    pub cart_id: Uuid,
    /// Rises with each change; `tender_complete` must name it.
    #[specta(type = Number)]
    pub revision: i64,
    /// The items in the order they came.
    pub items: Vec<CartItemView>,
    /// Items.
    pub line_count: u32,
    /// Sum of the quantities of what is counted, plus one for each weighed item.
    pub quantity_text: String,
    /// Sum before discounts.
    pub gross: MoneyView,
    pub discount: MoneyView,
    /// Tax by rate.
    pub tax_lines: Vec<TaxLineView>,
    /// What the customer owes, before cash rounding.
    pub total: MoneyView,
    /// Whether the last change can be undone.
    pub can_undo: bool,
    /// The item touched last.
    pub last_line_id: Option<u32>,
    /// The parts of a split payment that were taken already.
    pub taken: Option<TakenPartsView>,
    /// The sale that was just paid, until it is dismissed.
    pub done: Option<DoneView>,
}

/// What a scanned or typed code turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScanOutcome {
    /// The product is in the cart.
    Added,
    /// No product has this code.
    UnknownCode,
    /// The product is no longer sold.
    InactiveProduct,
    /// The product has no price.
    NoPrice,
    /// The product is weighed, and the code says no weight.
    WeightNeeded,
    /// The code holds a weight, a count or a price that cannot be used.
    Unreadable,
}

/// A product that was scanned and is still to be weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ToWeighView {
    pub product_id: Uuid,
    pub name: String,
    /// Unit of the weight.
    pub unit: Option<String>,
}

/// The answer to a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ScanView {
    /// What happened.
    pub outcome: ScanOutcome,
    /// The code as read, without a quantity in front.
    pub code: String,
    /// The product that was found and not added.
    pub name: Option<String>,
    /// The item that was added or grew.
    pub line_id: Option<u32>,
    /// What is to be weighed first.
    pub to_weigh: Option<ToWeighView>,
    /// The cart after the scan.
    pub cart: CartView,
}

/// How a discount is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DiscountKind {
    /// An amount of money.
    Amount,
    /// A part of the price.
    Percent,
}

/// A discount as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DiscountInput {
    /// Amount or percent.
    pub kind: DiscountKind,
    /// The number as typed.
    pub value_text: String,
}

/// What a discount makes of an item, or of the whole cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DiscountPreview {
    /// The item; none for the whole cart.
    pub name: Option<String>,
    /// Before discounts.
    pub before: MoneyView,
    /// What is taken off.
    pub discount: MoneyView,
    /// What is left.
    pub after: MoneyView,
}
