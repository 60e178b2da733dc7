//! Products: kept as a fold of `products_changed` entries, found by code, id and words.

pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod search;

use domain::catalog::Product;

pub(crate) use crate::table::product_tables::Shelf;
pub(crate) use crate::table::products as product_row;
pub(crate) use crate::table::products::{by_id, by_id_on, save, save_on};
pub use list::ProductFilter;

/// A product and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogHit {
    /// The product.
    pub product: Product,
    /// The sum of its stock movements, as far as they are folded.
    pub stock_thousandths: i64,
}
