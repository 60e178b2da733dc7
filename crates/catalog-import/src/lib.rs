//! Reads a catalog from a file: any delimiter, any size, column names in two languages.
//!
//! [`preview()`] shows the first rows and guesses which column is which. [`CheckedRows`] reads the
//! whole file and gives each row as an [`ImportRow`], or the [`RowError`] that it is refused for.
//! [`RejectedRows`] writes the refused rows to a separate file, so that they can be corrected and
//! imported again. [`UpdatedRows`] records the changes that an import makes to known products.
//!
//! Architecture Invariant: this crate does not use a database or the existing catalog. The ledger
//! applies the rows. Memory is constant, except for about 40 bytes a row to find repeated codes.

mod amount;
mod checked_rows;
mod error;
mod field;
mod file;
mod flagged;
mod headers;
mod mapping;
mod preview;
mod rejected;
mod repeated;
mod row;
mod rules;
mod side_file;
mod text;
mod updated;

pub use checked_rows::{CheckedRow, CheckedRows};
pub use error::CatalogFileError;
pub use file::RawRow;
pub use flagged::FlaggedRows;
pub use mapping::FieldColumns;
pub use preview::{Preview, PreviewRow, preview};
pub use rejected::{RejectedRows, rejected_path};
pub use row::{ImportRow, RowError, RowFlag};
pub use text::{PlainText, RowLines, open_text};
pub use updated::{UpdatedField, UpdatedRows};
