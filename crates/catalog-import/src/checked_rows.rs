//! The rows of a whole file, checked one after the other.

use std::path::Path;

use domain::currency::Currency;

use crate::error::CatalogFileError;
use crate::file::{CatalogFile, RawRow};
use crate::mapping::FieldColumns;
use crate::repeated::SeenCodes;
use crate::row::{ImportRow, RowError};
use crate::rules::RowRules;

/// A row, and its product data or the reason for a refusal.
pub type CheckedRow = (RawRow, Result<ImportRow, RowError>);

/// The rows of a file, each checked on its own and against the rows before it.
pub struct CheckedRows {
    file: CatalogFile,
    rules: RowRules,
    seen: SeenCodes,
}

impl CheckedRows {
    /// Opens a file and finds the mapped columns in it.
    pub fn open(
        path: &Path,
        mapping: &FieldColumns,
        currency: Currency,
    ) -> Result<Self, CatalogFileError> {
        let file = CatalogFile::open(path)?;
        let columns = mapping.resolve(&file.columns)?;
        Ok(Self {
            rules: RowRules::of(&file, columns, currency),
            file,
            seen: SeenCodes::new(),
        })
    }

    /// The next row; `None` at the end.
    pub fn next_row(&mut self) -> Result<Option<CheckedRow>, CatalogFileError> {
        let Some(raw) = self.file.next_row()? else {
            return Ok(None);
        };
        let row = self
            .rules
            .read(&raw)
            .and_then(|row| self.seen.admit(&row).map(|()| row));
        Ok(Some((raw, row)))
    }

    /// How many rows the file has, estimated from the bytes read so far.
    pub fn estimate(&self) -> u64 {
        self.file.estimate()
    }

    pub(crate) fn file(&self) -> &CatalogFile {
        &self.file
    }
}
