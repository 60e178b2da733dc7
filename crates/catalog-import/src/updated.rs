//! The file of the changes that an import made to existing products: a line for each field, with
//! the value before and after.

use std::path::{Path, PathBuf};

use domain::catalog::Product;
use domain::money::Cents;

use crate::checked_rows::CheckedRows;
use crate::error::CatalogFileError;
use crate::row::ImportRow;
use crate::side_file::SideFile;

/// A field of a known product that a row changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdatedField {
    /// The line of the row.
    pub line: u64,
    /// The code that the product was found by.
    pub code: String,
    /// The name that it had.
    pub name: String,
    pub field: &'static str,
    /// Its value before; amounts in minor units.
    pub before: String,
    /// Its value after.
    pub after: String,
}

impl UpdatedField {
    /// The fields that a row changes in a product.
    pub fn all(row: &ImportRow, before: &Product, after: &Product) -> Vec<Self> {
        let of_row = row.barcode.as_ref().or(row.sku.as_ref());
        let code = of_row.cloned().unwrap_or_default();
        let fields = |product: &Product| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let amount = |amount: Option<Cents>| {
                amount.map_or_else(String::new, |amount| amount.value().to_string())
            };
            [
                ("barcode", text(&product.barcode)),
                ("sku", text(&product.sku)),
                ("name", product.name.clone()),
                ("category", text(&product.category)),
                ("unit", text(&product.unit)),
                ("weighed", product.weighed.to_string()),
                ("price_cents", amount(product.price_cents)),
                ("cost_cents", amount(product.cost_cents)),
            ]
        };
        fields(before)
            .into_iter()
            .zip(fields(after))
            .filter(|(before, after)| before != after)
            .map(|((field, old), (_, new))| Self {
                line: row.line,
                code: code.clone(),
                name: before.name.clone(),
                field,
                before: old,
                after: new,
            })
            .collect()
    }
}

/// Writes the file of updated products. It is created with the first of them.
pub struct UpdatedRows(SideFile);

impl UpdatedRows {
    /// For the rows of one file. `fallback_folder` is used when the file's folder is not writable.
    pub fn new(path: &Path, rows: &CheckedRows, fallback_folder: &Path) -> Self {
        let head = ["row", "code", "product", "field", "before", "after"];
        let head = head.map(ToOwned::to_owned).to_vec();
        let delimiter = rows.file().delimiter;
        Self(SideFile::new(
            path,
            "updated",
            fallback_folder,
            delimiter,
            head,
        ))
    }

    /// Adds a changed field.
    pub fn add(&mut self, field: &UpdatedField) -> Result<(), CatalogFileError> {
        let line = field.line.to_string();
        self.0.add(
            [
                &line,
                &field.code,
                &field.name,
                field.field,
                &field.before,
                &field.after,
            ]
            .map(str::as_bytes),
        )
    }

    /// Writes out the buffered rows. Returns where the file is, if a product was changed.
    pub fn finish(&mut self) -> Result<Option<PathBuf>, CatalogFileError> {
        self.0.finish()
    }
}
