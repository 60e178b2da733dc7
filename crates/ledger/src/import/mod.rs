//! Imports a catalog from a file into the ledger.
//!
//! The whole file is checked first; stopping then leaves the catalog unchanged. Then it is read
//! again and applied in batches of 200 products. A batch is one entry and, while a window is open,
//! one short database transaction, so sales go on between batches. A command line applies a few
//! batches at once. Refused rows go to a separate file with the reason.

mod apply;
mod batch;
mod error;

use std::path::PathBuf;

use catalog_import::FieldColumns;
use domain::currency::Currency;
use uuid::Uuid;

pub use error::ImportError;

/// The file to import, and the command it is imported under.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Names the import. Running it again under the same id continues where it stopped.
    pub command_id: Uuid,
    /// The person who imports.
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
    /// Reading the whole file; the catalog is not changed yet.
    Checking,
    /// Putting products into the catalog.
    Applying,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowProgress {
    /// The current pass.
    pub stage: ImportStage,
    /// Rows done in this pass.
    pub rows_done: u64,
    /// The number of all rows: an estimate while checking, exact while applying.
    pub rows_total: u64,
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImportOutcome {
    /// Every row was taken or rejected.
    #[default]
    Done,
    /// Stopped by a person, in this pass. Batches that were applied before stay.
    Cancelled(ImportStage),
    /// Ended by an error while products were applied. Batches that were applied before stay.
    Stopped,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// How it ended.
    pub outcome: ImportOutcome,
    /// Rows of the file, without its header.
    pub rows: u64,
    /// Rows that were taken or rejected while products were applied.
    pub rows_done: u64,
    /// Products that are new.
    pub added: u64,
    /// Products that changed.
    pub updated: u64,
    /// Rows that do not change a product.
    pub unchanged: u64,
    /// Rows that were refused.
    pub rejected: u64,
    /// Rows that were taken although their barcode needs a look.
    pub flagged: u64,
    /// The file with the rejected rows and the reasons.
    pub rejected_file: Option<PathBuf>,
    /// The file with the flagged rows and their problems.
    pub flagged_file: Option<PathBuf>,
    /// The file with the changes of existing products: each field, before and after.
    pub updated_file: Option<PathBuf>,
}
