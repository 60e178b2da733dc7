//! The product screen: the catalog page by page, and one product to be edited.

use super::{MoneyView, ProductStatus};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

/// A row of the product list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProductRow {
    pub product_id: Uuid,
    pub name: String,
    /// The shop's own code.
    pub sku: Option<String>,
    /// The printed code.
    pub barcode: Option<String>,
    pub category: Option<String>,
    /// Unit of the quantity.
    pub unit: Option<String>,
    /// Whether it is sold by weight.
    pub weighed: bool,
    /// Price of one unit; nothing when nobody has set it yet.
    pub price: Option<MoneyView>,
    /// The stock as people read it.
    pub stock_text: String,
    /// Whether the stock is at or below its threshold.
    pub stock_low: bool,
    /// Whether it is sold at all.
    pub status: ProductStatus,
}

/// A page of the product list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProductsPage {
    /// The products: by name, or the best matches first when something was typed.
    pub rows: Vec<ProductRow>,
    /// What to ask the next page with; nothing when this is the last one.
    pub next: Option<Uuid>,
}

/// One product with everything that can be edited; texts as they stand in the fields.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a form with boxes to tick; none of them says anything about another"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProductDetail {
    pub product_id: Uuid,
    /// What an edit of this view names as its base.
    #[specta(type = Number)]
    pub revision: u64,
    pub name: String,
    /// The shop's own code; empty for none.
    pub sku: String,
    /// The printed code; empty for none.
    pub barcode: String,
    /// Whether the check digit of the barcode is wrong; labels may carry it all the same.
    pub barcode_check_digit_wrong: bool,
    /// Its category; empty for none.
    pub category: String,
    /// Unit of the quantity; empty for none.
    pub unit: String,
    /// Whether it is sold by weight.
    pub weighed: bool,
    /// Price of one unit.
    pub price: Option<MoneyView>,
    /// The price as typed; empty for none.
    pub price_text: String,
    /// What one unit costs the shop; nothing for those who may not edit.
    pub cost: Option<MoneyView>,
    /// The cost as typed; empty for none.
    pub cost_text: String,
    /// Whether it is sold without the store's taxes.
    pub tax_exempt: bool,
    /// Whether it is sold at all.
    pub status: ProductStatus,
    /// A stock at or below this is low; empty for none.
    pub low_stock_threshold_text: String,
    /// The stock as people read it.
    pub stock_text: String,
    /// Whether the stock is at or below its threshold.
    pub stock_low: bool,
    /// Whether the person at the register may edit it.
    pub may_edit: bool,
}

/// A product as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProductInput {
    /// The product; nothing for a new one.
    pub product_id: Option<Uuid>,
    /// The `revision` of the view that was edited; 0 for a new one.
    #[specta(type = Number)]
    pub base_revision: u64,
    pub name: String,
    /// The shop's own code; empty for none.
    pub sku: String,
    /// The printed code; empty for none.
    pub barcode: String,
    /// Its category; empty for none.
    pub category: String,
    /// Unit of the quantity; empty for none.
    pub unit: String,
    /// Whether it is sold by weight.
    pub weighed: bool,
    /// The price as typed; empty when it is not known yet.
    pub price_text: String,
    /// The cost as typed; empty when it is not known.
    pub cost_text: String,
    /// Whether it is sold without the store's taxes.
    pub tax_exempt: bool,
    /// A stock at or below this is low; empty for none.
    pub low_stock_threshold_text: String,
}
