//! Importing a catalog: a look at the file, then a job in the background that can be stopped.

mod error;
mod preview;
mod run;
mod slot;

pub use error::ImportJobError;
pub(crate) use slot::ImportSlot;

use ledger::import::{ColumnMapping as FileMapping, ImportError};

use crate::error::AppError;
use crate::view::ColumnMapping;

fn file_mapping(mapping: &ColumnMapping) -> FileMapping {
    let named = |column: &Option<String>| column.clone().filter(|name| !name.trim().is_empty());
    FileMapping {
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

fn mapping_view(mapping: FileMapping) -> ColumnMapping {
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
            ImportError::ColumnsMissing { columns } => {
                ImportJobError::ColumnsMissing { columns }.into()
            }
            ImportError::Ledger(error) => error.into(),
            ImportError::RejectedFile { path, source } => Self::Folder { path, source },
            other => ImportJobError::FileUnreadable {
                reason: other.to_string(),
            }
            .into(),
        }
    }
}
