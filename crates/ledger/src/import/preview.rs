//! A look at the first rows before anything is imported.

use std::path::Path;

use domain::currency::Currency;

use super::{
    ColumnMapping, ImportError, ImportRow, RowError, reader::Source, repeated::SeenCodes,
    row::RowRules,
};

/// Rows that a preview reads.
const SAMPLED: usize = 50;

/// What a file looks like.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The mapping: the given one, or a guess.
    pub mapping: ColumnMapping,
    /// What stands between fields.
    pub delimiter: char,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// How many rows there are, judged by the first ones.
    pub row_estimate: u64,
}

/// A row of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// The line that it begins in, counted from 1.
    pub line: u64,
    /// What it says, or why it would be rejected.
    pub row: Result<ImportRow, RowError>,
}

/// Reads the first rows with the given mapping, or with a guessed one. A mapping that leaves out
/// what is needed gives a preview without rows, so that a person can complete it.
pub fn preview(
    path: &Path,
    mapping: Option<&ColumnMapping>,
    currency: Currency,
) -> Result<Preview, ImportError> {
    let mut source = Source::open(path)?;
    let mapping = mapping
        .cloned()
        .unwrap_or_else(|| ColumnMapping::detect(&source.columns));
    let columns = mapping.resolve(&source.columns).ok();
    let mut seen = SeenCodes::new();
    let mut rows = Vec::new();
    let mut sampled = 0;
    while sampled < SAMPLED
        && let Some(raw) = source.next_row()?
    {
        sampled += 1;
        let Some(columns) = columns else { continue };
        let rules = RowRules {
            columns,
            column_count: source.columns.len(),
            currency,
            decimal_comma: source.decimal_comma(),
        };
        let row = rules
            .read(&raw)
            .and_then(|row| seen.admit(&row).map(|()| row));
        rows.push(PreviewRow {
            line: raw.line,
            row,
        });
    }
    Ok(Preview {
        mapping,
        delimiter: char::from(source.delimiter),
        rows,
        row_estimate: source.estimate(),
        columns: source.columns,
    })
}
