//! Why an import ends before its last row.

use catalog_import::CatalogFileError;

use super::ImportReport;
use crate::error::LedgerError;

/// Why an import ends before its last row. A row that is refused does not end it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read, or a file beside it cannot be written.
    #[error(transparent)]
    File(#[from] CatalogFileError),
    /// The catalog cannot be changed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The import ended while it applied products: some whole batches are in the catalog, and the
    /// others are not. Running it again continues there.
    #[error("{cause}; {} of {} rows were done before", report.rows_done, report.rows)]
    Stopped {
        report: Box<ImportReport>,
        /// What ended it.
        #[source]
        cause: Box<ImportError>,
    },
}
