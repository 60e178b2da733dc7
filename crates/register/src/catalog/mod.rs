//! The catalog: finding, listing and editing products, importing them from a spreadsheet, adding
//! them for a replay.

mod create;
mod edit;
mod error;
mod import;
mod list;
mod search;
mod show;

pub use create::NewProduct;
pub use error::ProductError;
pub use import::ImportJobError;
pub(crate) use import::ImportSlot;
