//! Products: what they are, how an edit changes them, how edits of several registers meet, and the
//! key they are searched by.

pub mod edit;
pub mod fold;
pub mod merge;
pub mod patch;
pub mod product;

pub use edit::{EditError, ProductEdit, ProductFields, TakenCodes};
pub use fold::search_key;
pub use patch::{ProductChange, ProductPatch};
pub use product::{BarcodeFlag, CatalogError, Product, ProductStatus};
