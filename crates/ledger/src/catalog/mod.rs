//! Products: kept as a fold of `products_changed` entries, found by code, id and words.

pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod product_row;
pub(crate) mod search;

use domain::catalog::Product;

pub use list::ProductFilter;
pub(crate) use product_row::{by_id, save};

/// A product and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogHit {
    /// The product.
    pub product: Product,
    /// The sum of its stock movements, as far as they are folded.
    pub stock_thousandths: i64,
}
