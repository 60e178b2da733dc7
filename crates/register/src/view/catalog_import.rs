//! Importing a catalog from a spreadsheet.

use super::MoneyView;
use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// Which column of the file holds which field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ColumnMapping {
    /// The printed code.
    pub barcode: Option<String>,
    /// The shop's own code.
    pub sku: Option<String>,
    pub name: Option<String>,
    /// The price in major units.
    pub price: Option<String>,
    /// The cost in major units.
    pub cost: Option<String>,
    pub category: Option<String>,
    pub stock: Option<String>,
    pub unit: Option<String>,
    /// Whether it is weighed.
    pub weighed: Option<String>,
}

/// A field without a column, and the columns that look as if they held it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ColumnQuestion {
    /// The field: `barcode` or `price`.
    pub field: String,
    /// The columns, as the file names them.
    pub columns: Vec<String>,
}

/// A row of the file as it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportSample {
    /// Its row in the file, from 1, the header counted.
    #[specta(type = Number)]
    pub row: u64,
    pub name: String,
    /// The code.
    pub barcode: String,
    /// The price, where it can be read.
    pub price: Option<MoneyView>,
    /// What is wrong with the row, as a code.
    pub problem: Option<String>,
}

/// The beginning of a file, read with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportPreview {
    /// The file.
    pub path: String,
    pub columns: Vec<String>,
    /// The mapping given, or the one guessed from the column names.
    pub mapping: ColumnMapping,
    /// Columns that may hold a field which has no column: a person has to say which one it is.
    pub questions: Vec<ColumnQuestion>,
    /// `,` `;` or a tab.
    pub delimiter: String,
    /// Rows that were read for this preview.
    pub rows_sampled: u32,
    /// The first rows.
    pub samples: Vec<ImportSample>,
    /// Rows of the whole file, estimated from its size.
    #[specta(type = Number)]
    pub row_estimate: u64,
}

/// The state of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// None was started.
    #[default]
    Idle,
    /// The whole file is read; nothing is changed yet.
    Checking,
    /// Products are written.
    Applying,
    /// All rows are imported.
    Done,
    /// A person stopped it.
    Cancelled,
    /// It failed; `error` says why.
    Failed,
}

/// How far an import is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportProgress {
    pub state: ImportState,
    /// Rows handled in this state.
    #[specta(type = Number)]
    pub rows_done: u64,
    /// Rows in all; an estimate while checking.
    #[specta(type = Number)]
    pub rows_total: u64,
    /// New products.
    #[specta(type = Number)]
    pub added: u64,
    /// Changed products.
    #[specta(type = Number)]
    pub updated: u64,
    /// Rows that say what is known already.
    #[specta(type = Number)]
    pub unchanged: u64,
    /// Rows that were refused.
    #[specta(type = Number)]
    pub rejected: u64,
    /// Rows that were taken although their barcode needs a look.
    #[specta(type = Number)]
    pub flagged: u64,
    /// The file of refused rows with their reasons.
    pub rejected_file: Option<String>,
    /// The file of the flagged rows, with what is wrong.
    pub flagged_file: Option<String>,
    /// The file of what changed in products that were there: each field, before and after.
    pub updated_file: Option<String>,
    /// Why it failed.
    pub error: Option<ErrorCode>,
}
