//! The preview of an import.

use std::path::Path;

use catalog_import::{Preview, PreviewRow, preview};
use domain::user::Permission;

use super::{file_mapping, mapping_view};
use crate::error::AppError;
use crate::money::MoneyText;
use crate::register::Register;
use crate::view::{ColumnMapping, ColumnQuestion, ImportPreview, ImportSample};

impl Register {
    /// Reads the first rows of a file with the given mapping, or with one guessed from the names
    /// of its columns. Changes nothing.
    pub fn import_preview(
        &self,
        path: &str,
        mapping: Option<&ColumnMapping>,
    ) -> Result<ImportPreview, AppError> {
        let shop = self.shop()?;
        self.permit_support(&shop, Permission::ImportCatalog)?;
        let money = shop.money()?;
        let mapping = mapping.map(file_mapping);
        let found = preview(Path::new(path), mapping.as_ref(), money.currency())?;
        Ok(ImportPreview {
            path: path.to_owned(),
            questions: questions(&found),
            columns: found.columns,
            mapping: mapping_view(found.mapping),
            delimiter: found.delimiter.to_string(),
            rows_sampled: u32::try_from(found.rows.len()).unwrap_or(u32::MAX),
            samples: found.rows.iter().map(|row| sample(money, row)).collect(),
            row_estimate: found.row_estimate,
        })
    }
}

fn questions(found: &Preview) -> Vec<ColumnQuestion> {
    let doubtful = found.mapping.doubtful(&found.columns).into_iter();
    let question = |(field, columns)| ColumnQuestion {
        field: str::to_owned(field),
        columns,
    };
    doubtful.map(question).collect()
}

fn sample(money: MoneyText, sampled: &PreviewRow) -> ImportSample {
    match &sampled.row {
        Ok(row) => ImportSample {
            row: sampled.line,
            name: row.name.clone(),
            barcode: row
                .barcode
                .clone()
                .or_else(|| row.sku.clone())
                .unwrap_or_default(),
            price: row.price_cents.map(|price| money.view(price)),
            problem: row.flag().map(|flag| flag.code().to_owned()),
        },
        Err(error) => ImportSample {
            row: sampled.line,
            name: String::new(),
            barcode: String::new(),
            price: None,
            problem: Some(error.code().to_owned()),
        },
    }
}
