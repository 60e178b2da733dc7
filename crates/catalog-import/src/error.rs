//! Why a file cannot be imported at all.

use std::io;
use std::path::PathBuf;

/// Why a file cannot be imported at all. A row that is refused is a [`crate::RowError`] instead,
/// and the other rows are still imported.
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
    /// The file has no rows.
    #[error("the file is empty")]
    Empty,
    /// The file is a workbook or something else that is not text.
    #[error("the file is not text: save it as CSV (UTF-8)")]
    NotText,
    /// The names of the columns are not UTF-8 text.
    #[error("the header is not UTF-8 text: save the file as CSV (UTF-8)")]
    HeaderNotText,
    /// The mapping names columns that the file does not have. Or it leaves out the name, or both
    /// barcode and SKU.
    #[error("columns are missing: {}", columns.join(", "))]
    ColumnsMissing {
        /// The columns, or the fields without one.
        columns: Vec<String>,
    },
    /// A column that is read has the same name as another column.
    #[error("two columns have the name {column:?}: give one of them another name")]
    ColumnRepeated {
        /// The name.
        column: String,
    },
    /// The file of rejected or of updated rows cannot be written.
    #[error("{} cannot be written: {source}", path.display())]
    SideFile {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },
}
