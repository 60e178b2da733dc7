//! The file of rejected rows. Each line has the reason first and the row after it, so that the row
//! can be corrected and imported again.

use std::path::{Path, PathBuf};

use crate::checked_rows::CheckedRows;
use crate::error::CatalogFileError;
use crate::file::RawRow;
use crate::row::RowError;
use crate::side_file::{SideFile, beside};

const WHAT: &str = "rejected";

/// Where the rejected rows of a file go: `products-rejected.csv` beside `products.csv`.
///
/// When that folder is not writable, [`RejectedRows`] uses another folder. When the file exists
/// already, it uses another name.
pub fn rejected_path(path: &Path) -> PathBuf {
    beside(path, WHAT, 1)
}

/// Writes the file of rejected rows. The file is created with the first rejected row.
pub struct RejectedRows {
    file: SideFile,
    count: u64,
}

impl RejectedRows {
    /// For the rows of one file. `fallback_folder` is used when the file's folder is not writable.
    pub fn new(path: &Path, rows: &CheckedRows, fallback_folder: &Path) -> Self {
        let head = ["row", "reason", "explanation"].map(ToOwned::to_owned);
        let head = head.into_iter().chain(rows.file().columns.iter().cloned());
        let delimiter = rows.file().delimiter;
        Self {
            file: SideFile::new(path, WHAT, fallback_folder, delimiter, head.collect()),
            count: 0,
        }
    }

    /// How many rows were added.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Adds a row and the reason it is refused for.
    pub fn add(&mut self, raw: &RawRow, error: &RowError) -> Result<(), CatalogFileError> {
        self.count += 1;
        let (line, text) = (raw.lines.first.to_string(), error.to_string());
        let reason = [line.as_bytes(), error.code().as_bytes(), text.as_bytes()];
        self.file.add(reason.into_iter().chain(raw.fields.iter()))
    }

    /// Writes out the buffered rows. Returns where the file is, if a row was rejected.
    pub fn finish(&mut self) -> Result<Option<PathBuf>, CatalogFileError> {
        self.file.finish()
    }
}
