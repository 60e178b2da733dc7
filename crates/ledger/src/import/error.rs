//! Why an import ends before its last row.

use catalog_import::CatalogFileError;

use crate::error::LedgerError;

/// Why an import ends before its last row. A row that is refused does not end it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read, or its rejected rows cannot be written.
    #[error(transparent)]
    File(#[from] CatalogFileError),
    /// The catalog cannot be changed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}
