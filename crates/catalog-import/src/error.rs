//! Why a file cannot be imported at all.

use std::io;
use std::path::PathBuf;

/// Why a file cannot be imported at all. A row that is refused is a [`crate::RowError`] instead,
/// and the other rows go on.
#[derive(Debug, thiserror::Error)]
pub enum CatalogFileError {
    /// The file cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },
    /// There is no row in the file.
    #[error("the file is empty")]
    Empty,
    /// The file is UTF-16; it must be saved as UTF-8.
    #[error("the file is UTF-16: save it as UTF-8")]
    Utf16,
    /// The names of the columns are not UTF-8 text.
    #[error("line 1 is not UTF-8 text")]
    HeaderNotText,
    /// The mapping names columns that the file does not have. Or it leaves out the name, or both
    /// barcode and SKU.
    #[error("columns are missing: {}", columns.join(", "))]
    ColumnsMissing {
        /// The columns, or the fields without one.
        columns: Vec<String>,
    },
    /// The file of rejected rows cannot be written.
    #[error("{} cannot be written: {source}", path.display())]
    RejectedFile {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },
}
