//! Products: kept as a fold of `products_changed` entries, found by code, id and words.

pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod product_row;
pub(crate) mod search;
pub(crate) mod shelf;

use domain::catalog::Product;

pub use list::ProductFilter;
pub(crate) use product_row::{by_id, by_id_on, save, save_on};
pub(crate) use shelf::Shelf;

/// A product and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogHit {
    /// The product.
    pub product: Product,
    /// The sum of its stock movements, as far as they are folded.
    pub stock_thousandths: i64,
}
