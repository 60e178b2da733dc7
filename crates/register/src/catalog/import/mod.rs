//! Importing a catalog: a look at the file, then a job in the background that can be stopped.

mod preview;
mod run;

use catalog_import::{CatalogFileError, FieldColumns};
use ledger::import::ImportError;

use crate::error::{AppError, ImportJobError};
use crate::view::ColumnMapping;

fn file_mapping(mapping: &ColumnMapping) -> FieldColumns {
    let named = |column: &Option<String>| column.clone().filter(|name| !name.trim().is_empty());
    FieldColumns {
        barcode: named(&mapping.barcode),
        sku: named(&mapping.sku),
        name: named(&mapping.name),
        price: named(&mapping.price),
        cost: named(&mapping.cost),
        category: named(&mapping.category),
        stock: named(&mapping.stock),
        unit: named(&mapping.unit),
        weighed: named(&mapping.weighed),
    }
}

fn mapping_view(mapping: FieldColumns) -> ColumnMapping {
    ColumnMapping {
        barcode: mapping.barcode,
        sku: mapping.sku,
        name: mapping.name,
        price: mapping.price,
        cost: mapping.cost,
        category: mapping.category,
        stock: mapping.stock,
        unit: mapping.unit,
        weighed: mapping.weighed,
    }
}

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::File(error) => error.into(),
            ImportError::Ledger(error) => error.into(),
            ImportError::Stopped { report, cause } => Self::ImportStopped {
                rows: report.rows,
                rows_done: report.rows_done,
                added: report.added,
                updated: report.updated,
                cause: Box::new((*cause).into()),
            },
        }
    }
}

impl From<CatalogFileError> for AppError {
    fn from(error: CatalogFileError) -> Self {
        match error {
            CatalogFileError::ColumnsMissing { columns } => {
                ImportJobError::ColumnsMissing { columns }.into()
            }
            CatalogFileError::SideFile { path, source } => Self::Folder { path, source },
            CatalogFileError::Unreadable { .. }
            | CatalogFileError::Empty
            | CatalogFileError::NotText
            | CatalogFileError::ColumnRepeated { .. }
            | CatalogFileError::HeaderNotText => ImportJobError::FileUnreadable {
                reason: error.to_string(),
            }
            .into(),
        }
    }
}
