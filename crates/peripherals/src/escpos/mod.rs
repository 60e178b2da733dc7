//! placeholder
mod bidi;
mod code_page;
mod commands;
mod fold;
mod tables;
pub use code_page::{CodePage, Encoded};
pub use commands::{Commands, Cut, Justification, QrCorrection, Size};
