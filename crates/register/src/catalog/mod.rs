//! The catalog: finding products, importing them from a spreadsheet, adding them for a replay.

mod create;
mod import;
mod search;

pub use create::NewProduct;
pub(crate) use import::ImportSlot;
