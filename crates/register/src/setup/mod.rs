//! Setting up a shop in an empty data folder.

mod create;
mod error;
mod status;

pub use error::SetupError;
