//! Taking a catalog out of a file: any delimiter, any size, nothing half-done.
//!
//! The whole file is checked first; ending there changes nothing. Then it is read again and applied
//! in batches of 200 products, one entry and one short database transaction each, between which
//! sales go on. Rows that cannot be taken are written to a file of their own with the reason.
//! Memory is flat but for 20 bytes a row, which tell repeated codes.

mod amount;
mod apply;
mod batch;
mod error;
mod mapping;
mod preview;
mod reader;
mod rejected;
mod repeated;
mod row;

use std::path::PathBuf;

use domain::currency::Currency;
use uuid::Uuid;

pub use error::ImportError;
pub use mapping::ColumnMapping;
pub use preview::{Preview, PreviewRow, preview};
pub use rejected::rejected_path;
pub use row::{ImportRow, RowError};

/// What is imported, and under which command.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Names the import. Running it again under the same id takes up where it was cut off.
    pub command_id: Uuid,
    /// Who imports.
    pub user_id: Option<Uuid>,
    /// The file.
    pub path: PathBuf,
    /// Which column is what.
    pub mapping: ColumnMapping,
    /// What the prices are in.
    pub currency: Currency,
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStage {
    /// Reading the whole file; nothing is changed yet.
    Checking,
    /// Putting products into the catalog.
    Applying,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// What it is doing.
    pub stage: ImportStage,
    /// Rows done in this stage.
    pub rows_done: u64,
    /// Rows in all: an estimate while checking, exact while applying.
    pub rows_total: u64,
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportOutcome {
    /// Every row was taken or rejected.
    Done,
    /// Stopped by the person, in this stage. What was applied before stays.
    Cancelled(ImportStage),
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// How it ended.
    pub outcome: ImportOutcome,
    /// Rows of the file, without its header.
    pub rows: u64,
    /// Products that are new.
    pub added: u64,
    /// Products that changed.
    pub updated: u64,
    /// Rows that say what is known already.
    pub unchanged: u64,
    /// Rows that were not taken.
    pub rejected: u64,
    /// Rows that were taken although the check digit of their barcode is wrong.
    pub flagged: u64,
    /// Where the rejected rows are, with their reasons.
    pub rejected_file: Option<PathBuf>,
}
