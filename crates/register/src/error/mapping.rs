//! The codes and details of all errors. Every match is exhaustive: a new error needs a code.

use domain::entry::{BodyError, SealError};
use domain::refund::RefundError;
use domain::shift::ShiftError;
use ledger::LedgerError;
use peripherals::PrintError;

use super::{AppError, ErrorCode, ErrorDetails};

impl AppError {
    /// The code for screens and scripts.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Setup(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Recovery(error) => error.code(),
            Self::Access(error) => error.code(),
            Self::User(error) => error.code(),
            Self::OpenShift(error) => error.code(),
            Self::Drawer(error) => error.code(),
            Self::Cart(error) => error.code(),
            Self::Payment(error) => error.code(),
            Self::Refund(error) => of_refund(*error),
            Self::Product(error) => error.code(),
            Self::Import(error) => error.code(),
            Self::ImportStopped { cause, .. } => cause.code(),
            Self::Settings(error) => error.code(),
            Self::Input(error) => error.code(),
            Self::Sync(error) => error.into(),
            Self::SupportFile(error) => error.code(),
            Self::Print(error) => of_print(error),
            Self::Ledger(error) => of_ledger(error),
            Self::Body(error) => of_body(error),
            Self::Folder { source, .. } => of_io(source),
            Self::NotFound { .. } => ErrorCode::NotFound,
            Self::Money(_) => ErrorCode::AmountInvalid,
            Self::Shift(ShiftError::OutOfRange) => ErrorCode::SumTooLarge,
            Self::Quantity(_) => ErrorCode::QuantityInvalid,
            Self::NoRandomness
            | Self::NoThread(_)
            | Self::Rounding(_)
            | Self::BusinessDay(_)
            | Self::Transaction(_)
            | Self::Shift(_)
            | Self::Receipt(_)
            | Self::Defect(_) => ErrorCode::Internal,
        }
    }

    /// What a screen needs to phrase the refusal.
    pub fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::Key(error) => error.details(),
            Self::Recovery(error) => error.details(),
            Self::Access(error) => error.details(),
            Self::Payment(error) => error.details(),
            Self::Product(error) => error.details(),
            Self::Import(error) => error.details(),
            Self::ImportStopped { cause, .. } => cause.details(),
            Self::Settings(error) => error.details(),
            Self::Input(error) => error.details(),
            Self::SupportFile(error) => Some(error.details()),
            Self::NotFound { what } => Some(ErrorDetails::of_field(what)),
            Self::Folder { path, .. }
            | Self::Ledger(LedgerError::Locked { path } | LedgerError::File { path, .. }) => {
                Some(ErrorDetails::of_path(path.display().to_string()))
            }
            Self::Setup(_)
            | Self::User(_)
            | Self::OpenShift(_)
            | Self::Drawer(_)
            | Self::Cart(_)
            | Self::Refund(_)
            | Self::Sync(_)
            | Self::Print(_)
            | Self::Ledger(_)
            | Self::Body(_)
            | Self::NoRandomness
            | Self::NoThread(_)
            | Self::Money(_)
            | Self::Quantity(_)
            | Self::Rounding(_)
            | Self::BusinessDay(_)
            | Self::Transaction(_)
            | Self::Shift(_)
            | Self::Receipt(_)
            | Self::Defect(_) => None,
        }
    }
}

fn of_ledger(error: &LedgerError) -> ErrorCode {
    match error {
        LedgerError::WrongKey => ErrorCode::LedgerWrongKey,
        LedgerError::NewerVersion { .. } => ErrorCode::LedgerNewer,
        LedgerError::Locked { .. } | LedgerError::Busy => ErrorCode::LedgerBusy,
        LedgerError::Corrupted { .. } | LedgerError::Unreadable { .. } | LedgerError::HeadMoved => {
            ErrorCode::LedgerCorrupted
        }
        LedgerError::DiskFull => ErrorCode::DiskFull,
        LedgerError::ReadOnly => ErrorCode::LedgerReadOnly,
        LedgerError::NotFound { .. } | LedgerError::Missing { .. } => ErrorCode::NotFound,
        LedgerError::File { source, .. } => of_io(source),
        LedgerError::Body(error) => of_body(error),
        LedgerError::Shift(ShiftError::OutOfRange) => ErrorCode::SumTooLarge,
        LedgerError::Seal(SealError::BodyTooLarge { .. }) => ErrorCode::CartTooLong,
        LedgerError::AlreadyExists { .. }
        | LedgerError::EngineTooOld { .. }
        | LedgerError::EngineWithoutCipher
        | LedgerError::DuplicateEntry { .. }
        | LedgerError::EpochOpening { .. }
        | LedgerError::UnknownKind { .. }
        | LedgerError::Seal(_)
        | LedgerError::Transaction(_)
        | LedgerError::Product(_)
        | LedgerError::Shift(_)
        | LedgerError::ProfileNotCommitted { .. }
        | LedgerError::ShiftStillOpen { .. }
        | LedgerError::ShiftNotOpen { .. }
        | LedgerError::ReceiptOutOfOrder { .. }
        | LedgerError::CartChanged { .. }
        | LedgerError::PrintJobState { .. }
        | LedgerError::EpochContinuesOther { .. }
        | LedgerError::EnrolledElsewhere { .. }
        | LedgerError::Acknowledgement(_)
        | LedgerError::Feed(_)
        | LedgerError::Document(_)
        | LedgerError::Export(_)
        | LedgerError::Output(_)
        | LedgerError::CopyDiffers { .. }
        | LedgerError::Sqlite(_) => ErrorCode::Internal,
    }
}

fn of_refund(error: RefundError) -> ErrorCode {
    match error {
        RefundError::NotASale => ErrorCode::NotFound,
        RefundError::ExceedsSale { .. } | RefundError::OutOfRange => ErrorCode::QuantityInvalid,
        RefundError::Currency(_) | RefundError::Totals(_) => ErrorCode::Internal,
    }
}

fn of_io(source: &std::io::Error) -> ErrorCode {
    match source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            ErrorCode::LedgerReadOnly
        }
        std::io::ErrorKind::NotFound => ErrorCode::NotFound,
        // A file of our own that does not read back as it was written.
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
            ErrorCode::LedgerCorrupted
        }
        _ => ErrorCode::Internal,
    }
}

fn of_print(error: &PrintError) -> ErrorCode {
    if matches!(error, PrintError::NotConfigured) {
        ErrorCode::PrinterMissing
    } else if error.may_have_printed() {
        ErrorCode::PrinterInterrupted
    } else {
        ErrorCode::PrinterUnreachable
    }
}

/// What a person typed can break these rules; everything else is a defect.
fn of_body(error: &BodyError) -> ErrorCode {
    match error {
        BodyError::Store(_) | BodyError::NoteShape => ErrorCode::SettingsInvalid,
        BodyError::AmountMustBePositive => ErrorCode::AmountInvalid,
        BodyError::Json { .. }
        | BodyError::NothingChanged
        | BodyError::TooManyProducts { .. }
        | BodyError::ProductsTooLarge { .. }
        | BodyError::Transaction(_)
        | BodyError::Shift(_)
        | BodyError::Catalog(_) => ErrorCode::Internal,
    }
}
