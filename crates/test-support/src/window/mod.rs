//! The register's real window, driven by `WebKitWebDriver` as a person would use it: keys, clicks
//! and reading.

mod driver;
pub mod keys;
mod look;
mod patience;
mod pointer;
mod process;
mod x11;

pub use driver::{Launch, Window};
