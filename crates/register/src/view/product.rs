//! Products as the search and the tiles show them.

use super::{MoneyView, ProductStatus};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// A product of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProductHit {
    pub product_id: Uuid,
    pub name: String,
    /// The shop's own code.
    pub sku: Option<String>,
    /// The printed code.
    pub barcode: Option<String>,
    pub category: Option<String>,
    /// Price of one unit; nothing when none was set, which is not 0.
    pub price: Option<MoneyView>,
    /// Unit of the quantity.
    pub unit: Option<String>,
    /// Whether it is sold by weight.
    pub weighed: bool,
    /// The stock as people read it.
    pub stock_text: String,
    /// Whether it is sold at all.
    pub status: ProductStatus,
}
