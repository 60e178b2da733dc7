//! Catalog files, read without a catalog.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod columns;
mod damaged_codes;
mod formats;
mod line_ends;
mod numbers;
mod refusals;

use std::path::PathBuf;

use catalog_import::{CheckedRows, FieldColumns, ImportRow, RowError, preview};
use domain::currency::Currency;
use tempfile::TempDir;

fn idr() -> Currency {
    Currency::from_code("IDR").unwrap()
}

/// A file in its own folder. The folder is removed when it is dropped.
fn file(bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("products.csv");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// All rows of a file with the guessed mapping.
fn rows(bytes: impl AsRef<[u8]>) -> Vec<Result<ImportRow, RowError>> {
    rows_in("IDR", bytes)
}

/// All rows of a file with prices in a currency.
fn rows_in(currency: &str, bytes: impl AsRef<[u8]>) -> Vec<Result<ImportRow, RowError>> {
    let currency = Currency::from_code(currency).unwrap();
    let (_folder, path) = file(bytes);
    let columns = preview(&path, None, currency).unwrap().columns;
    let mapping = FieldColumns::detect(&columns);
    let mut rows = CheckedRows::open(&path, &mapping, currency).unwrap();
    let mut found = Vec::new();
    while let Some((_, row)) = rows.next_row().unwrap() {
        found.push(row);
    }
    found
}
