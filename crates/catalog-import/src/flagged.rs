//! The file of rows that were accepted although their barcode should be checked.

use std::path::{Path, PathBuf};

use crate::checked_rows::CheckedRows;
use crate::error::CatalogFileError;
use crate::row::ImportRow;
use crate::side_file::SideFile;

/// Writes the file of flagged rows. It is created with the first of them.
pub struct FlaggedRows {
    file: SideFile,
    count: u64,
}

impl FlaggedRows {
    /// For the rows of one file. `fallback_folder` is used when the file's folder is not writable.
    pub fn new(path: &Path, rows: &CheckedRows, fallback_folder: &Path) -> Self {
        let head = ["row", "flag", "explanation", "barcode", "name"];
        let head = head.map(ToOwned::to_owned).to_vec();
        let delimiter = rows.file().delimiter;
        Self {
            file: SideFile::new(path, "flagged", fallback_folder, delimiter, head),
            count: 0,
        }
    }

    /// How many rows were added.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Adds a row, if it is flagged.
    pub fn add(&mut self, row: &ImportRow) -> Result<(), CatalogFileError> {
        let Some(flag) = row.flag() else {
            return Ok(());
        };
        self.count += 1;
        let (line, text) = (row.line.to_string(), flag.to_string());
        let barcode = row.barcode.as_deref().unwrap_or_default();
        let fields = [&line[..], flag.code(), &text, barcode, &row.name];
        self.file.add(fields.map(str::as_bytes))
    }

    /// Writes out the buffered rows. Returns where the file is, if a row was flagged.
    pub fn finish(&mut self) -> Result<Option<PathBuf>, CatalogFileError> {
        self.file.finish()
    }
}
