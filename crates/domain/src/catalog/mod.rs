//! Products: their fields, how an edit changes them, how edits of several registers are merged, and
//! their search key.

pub mod edit;
pub mod fold;
pub mod merge;
pub mod patch;
pub mod product;

pub use edit::{EditError, ProductEdit, ProductFields, TakenCodes};
pub use fold::search_key;
pub use patch::{ProductChange, ProductPatch};
pub use product::{BarcodeFlag, CatalogError, Product, ProductStatus};
