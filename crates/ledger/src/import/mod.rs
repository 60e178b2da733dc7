//! Takes a catalog out of a file into the ledger.
//!
//! The whole file is checked first; ending there changes nothing. Then it is read again and applied
//! in batches of 200 products. A batch is one entry and, while a window is open, one short database
//! transaction: sales go on between batches. A command line takes a few batches at once. Rows that
//! are refused go to a file of their own with the reason.

mod apply;
mod batch;
mod error;

use std::path::PathBuf;

use catalog_import::FieldColumns;
use domain::currency::Currency;
use uuid::Uuid;

pub use error::ImportError;

/// What is imported, and under which command.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Names the import. Running it again under the same id continues where it stopped.
    pub command_id: Uuid,
    /// Who imports.
    pub user_id: Option<Uuid>,
    /// The file.
    pub path: PathBuf,
    /// Which column holds which field.
    pub mapping: FieldColumns,
    /// The currency of the prices.
    pub currency: Currency,
}

/// A pass over the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStage {
    /// Reading the whole file; nothing is changed yet.
    Checking,
    /// Putting products into the catalog.
    Applying,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowProgress {
    /// The pass that it is in.
    pub stage: ImportStage,
    /// Rows done in this pass.
    pub rows_done: u64,
    /// Rows in all: an estimate while checking, exact while applying.
    pub rows_total: u64,
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImportOutcome {
    /// Every row was taken or rejected.
    #[default]
    Done,
    /// Stopped by a person, in this pass. What was applied before stays.
    Cancelled(ImportStage),
    /// Ended by an error while products were put in. What was applied before stays.
    Stopped,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// How it ended.
    pub outcome: ImportOutcome,
    /// Rows of the file, without its header.
    pub rows: u64,
    /// Rows that were taken or rejected while products were put in.
    pub rows_done: u64,
    /// Products that are new.
    pub added: u64,
    /// Products that changed.
    pub updated: u64,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Rows that were refused.
    pub rejected: u64,
    /// Rows that were taken although their barcode needs a look.
    pub flagged: u64,
    /// Where the rejected rows are, with their reasons.
    pub rejected_file: Option<PathBuf>,
    /// Where the flagged rows are, with what is wrong.
    pub flagged_file: Option<PathBuf>,
    /// Where it says what changed in products that were there: each field, before and after.
    pub updated_file: Option<PathBuf>,
}
