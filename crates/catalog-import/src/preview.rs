//! The first rows of a file, before anything is imported.

use std::path::Path;

use domain::currency::Currency;

use crate::error::CatalogFileError;
use crate::file::CatalogFile;
use crate::mapping::FieldColumns;
use crate::repeated::SeenCodes;
use crate::row::{ImportRow, RowError};
use crate::rules::RowRules;

/// Rows that a preview reads.
const SAMPLED: usize = 50;

/// The first rows of a file and how they are read.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The mapping: the given one, or a guess.
    pub mapping: FieldColumns,
    /// The character between two fields.
    pub delimiter: char,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// The number of rows, estimated from the first ones.
    pub row_estimate: u64,
}

/// A row of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// The line that the row begins in, counted from 1.
    pub line: u64,
    /// The row, or why it would be refused.
    pub row: Result<ImportRow, RowError>,
}

/// Reads the first rows with the given mapping, or with a guessed one. An incomplete mapping gives
/// a preview without rows, so that a person can complete it.
pub fn preview(
    path: &Path,
    mapping: Option<&FieldColumns>,
    currency: Currency,
) -> Result<Preview, CatalogFileError> {
    let mut file = CatalogFile::open(path)?;
    let mapping = mapping
        .cloned()
        .unwrap_or_else(|| FieldColumns::detect(&file.columns));
    let columns = mapping.resolve(&file.columns).ok();
    let mut seen = SeenCodes::new();
    let mut rows = Vec::new();
    let mut sampled = 0;
    while sampled < SAMPLED
        && let Some(raw) = file.next_row()?
    {
        sampled += 1;
        let Some(columns) = columns else { continue };
        let row = RowRules::of(&file, columns, currency)
            .read(&raw)
            .and_then(|row| seen.admit(&row).map(|()| row));
        rows.push(PreviewRow {
            line: raw.lines.first,
            row,
        });
    }
    Ok(Preview {
        mapping,
        delimiter: char::from(file.delimiter),
        rows,
        row_estimate: file.estimate(),
        columns: file.columns,
    })
}
