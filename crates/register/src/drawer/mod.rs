//! The cash drawer.

mod error;
mod open;

pub use error::DrawerError;
