//! The register's real window, driven by `WebKitWebDriver` as a person would: keys, clicks and
//! eyes.

mod driver;
pub mod keys;
mod look;
mod patience;
mod pointer;
mod process;

pub use driver::{Launch, Window};
