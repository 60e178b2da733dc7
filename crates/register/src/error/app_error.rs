//! Everything a use case can refuse.

use std::path::PathBuf;

use domain::business_day::BusinessDayError;
use domain::entry::BodyError;
use domain::money::MoneyError;
use domain::quantity::QuantityError;
use domain::receipt::ReceiptError;
use domain::refund::RefundError;
use domain::rounding::RoundingError;
use domain::shift::ShiftError;
use domain::transaction::TransactionError;
use ledger::LedgerError;
use peripherals::PrintError;
use thiserror::Error;

use super::{
    AccessError, CurrentCartError, DrawerError, ImportJobError, InputError, KeyLocationError,
    OpenShiftError, PaymentError, ProductError, RecoveryError, SettingsError, SetupError,
    SupportFileError, SyncError, UserError,
};

/// Why a use case refused. Nothing was changed, unless a variant says otherwise.
///
/// Each noun has an error of its own that knows its code; this one only wraps them.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AppError {
    /// The data folder has no shop yet, or has one already.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The register's key cannot be read or stored.
    #[error(transparent)]
    Key(#[from] KeyLocationError),
    /// A recovery code or a backup cannot be used.
    #[error(transparent)]
    Recovery(#[from] RecoveryError),
    /// The person may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A change of people is refused.
    #[error(transparent)]
    User(#[from] UserError),
    /// A shift must be open, or must not.
    #[error(transparent)]
    OpenShift(#[from] OpenShiftError),
    /// The drawer stays shut.
    #[error(transparent)]
    Drawer(#[from] DrawerError),
    /// The current cart is not as it must be.
    #[error(transparent)]
    Cart(#[from] CurrentCartError),
    /// The payments do not pay the sale.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A refund breaks a rule.
    #[error(transparent)]
    Refund(RefundError),
    /// A product is missing, has changed, or breaks a rule.
    #[error(transparent)]
    Product(#[from] ProductError),
    /// An import cannot start, or its file cannot be used.
    #[error(transparent)]
    Import(#[from] ImportJobError),
    /// An import ended while products were put in. What was put in before stays.
    #[error(
        "{cause}. {rows_done} of {rows} rows were done before: {added} products were added and \
         {updated} updated, and they stay. Import the same file again to go on"
    )]
    ImportStopped {
        /// Rows of the file.
        rows: u64,
        /// Rows that were done.
        rows_done: u64,
        /// Products that are new.
        added: u64,
        /// Products that changed.
        updated: u64,
        /// What ended it.
        #[source]
        cause: Box<AppError>,
    },
    /// A setting breaks a rule.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Something that was typed cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Something between register and server.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// A file for support cannot be written.
    #[error(transparent)]
    SupportFile(#[from] SupportFileError),
    /// The printer did not take a document.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(LedgerError),
    /// No such thing.
    #[error("no such {what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// A file or folder cannot be used.
    #[error("cannot use {path}: {source}")]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    NoRandomness,
    /// The system gives no thread.
    #[error("the system gives no thread: {0}")]
    NoThread(#[source] std::io::Error),
    /// An amount left its range.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A quantity left its range.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A division failed.
    #[error(transparent)]
    Rounding(#[from] RoundingError),
    /// The moment has no business day.
    #[error(transparent)]
    BusinessDay(#[from] BusinessDayError),
    /// A transaction does not add up (Promise 6).
    #[error(transparent)]
    Transaction(#[from] TransactionError),
    /// A shift does not add up (Promise 6).
    #[error(transparent)]
    Shift(#[from] ShiftError),
    /// A receipt cannot be made.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// A stored document cannot be read.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A defect: the program broke a rule of its own.
    #[error("a defect of the program: {0}")]
    Defect(&'static str),
}
