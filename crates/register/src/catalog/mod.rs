//! The catalog: finding, listing and editing products, importing them from a spreadsheet, adding
//! them for a replay.

mod create;
mod edit;
mod import;
mod list;
mod search;
mod show;

pub use create::NewProduct;
