//! From typed errors to codes.

use domain::cart::CartError;
use domain::catalog::CatalogError;
use domain::entry::BodyError;
use domain::store::StoreError;
use domain::tender::TenderError;
use ledger::LedgerError;
use peripherals::PrintError;

use super::{AppError, ErrorCode, ErrorDetails};

impl AppError {
    /// The code for screens and scripts.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::NeedsSetup => ErrorCode::NeedsSetup,
            Self::AlreadySetUp => ErrorCode::AlreadySetUp,
            Self::Locked => ErrorCode::Locked,
            Self::WrongPin => ErrorCode::WrongPin,
            Self::PinLockedOut { .. } => ErrorCode::PinLockedOut,
            Self::PinTaken => ErrorCode::PinTaken,
            Self::PinInvalid => ErrorCode::PinInvalid,
            Self::UsernameInvalid => ErrorCode::UsernameInvalid,
            Self::LastOwner => ErrorCode::LastOwner,
            Self::PermissionDenied { .. } => ErrorCode::PermissionDenied,
            Self::ApprovalRequired { .. } => ErrorCode::ApprovalRequired,
            Self::NoOpenShift => ErrorCode::NoOpenShift,
            Self::ShiftAlreadyOpen => ErrorCode::ShiftAlreadyOpen,
            Self::KeyringMissing | Self::Keyring(_) => ErrorCode::KeyringMissing,
            Self::KeyMissing { .. } | Self::KeyUnreadable { .. } => ErrorCode::LedgerKeyMissing,
            Self::Folder { source, .. } => of_io(source),
            Self::Ledger(error) => of_ledger(error),
            Self::Print(error) => of_print(error),
            Self::Body(error) => of_body(error),
            Self::Sync(error) => error.code(),
            _ => self.counter_code(),
        }
    }

    /// Codes of what happens at the counter; anything left is a defect.
    fn counter_code(&self) -> ErrorCode {
        match self {
            Self::CartEmpty => ErrorCode::CartEmpty,
            Self::CartNotEmpty => ErrorCode::CartNotEmpty,
            Self::CartChanged => ErrorCode::CartChanged,
            Self::ProductNotFound => ErrorCode::ProductNotFound,
            Self::ProductChanged => ErrorCode::ProductChanged,
            Self::ProductCodeTaken { .. } => ErrorCode::ProductCodeTaken,
            Self::Product(_) => ErrorCode::ProductInvalid,
            Self::AmountInvalid { .. } | Self::Money(_) => ErrorCode::AmountInvalid,
            Self::AmountLooksLikeBarcode => ErrorCode::AmountLooksLikeBarcode,
            Self::AmountInsufficient { .. } => ErrorCode::AmountInsufficient,
            Self::QuantityInvalid | Self::Quantity(_) | Self::RefundExceedsSale => {
                ErrorCode::QuantityInvalid
            }
            Self::DiscountInvalid => ErrorCode::DiscountInvalid,
            Self::PaymentExceedsDue => ErrorCode::PaymentExceedsDue,
            Self::QrisLimit { .. } => ErrorCode::QrisLimit,
            Self::PaymentInvalid => ErrorCode::PaymentInvalid,
            Self::NotFound { .. } => ErrorCode::NotFound,
            Self::ImportBusy => ErrorCode::ImportBusy,
            Self::ImportFileUnreadable { .. } => ErrorCode::ImportFileUnreadable,
            Self::ImportColumnsMissing { .. } => ErrorCode::ImportColumnsMissing,
            Self::SettingsInvalid { .. } | Self::Store(_) | Self::Currency(_) => {
                ErrorCode::SettingsInvalid
            }
            Self::ReasonMissing => ErrorCode::ReasonMissing,
            Self::Cart(error) => of_cart(*error),
            Self::Tender(error) => of_tender(*error),
            _ => ErrorCode::Internal,
        }
    }

    /// What a screen needs to phrase the refusal.
    pub fn details(&self) -> Option<ErrorDetails> {
        let none = ErrorDetails::default();
        Some(match self {
            Self::PinLockedOut { retry_at_ms } => ErrorDetails {
                retry_at_ms: Some(*retry_at_ms),
                ..none
            },
            Self::PermissionDenied { permission } | Self::ApprovalRequired { permission } => {
                ErrorDetails {
                    permission: Some(*permission),
                    ..none
                }
            }
            Self::AmountInvalid { field }
            | Self::SettingsInvalid { field }
            | Self::ProductCodeTaken { field } => ErrorDetails {
                field: Some((*field).to_owned()),
                ..none
            },
            Self::Product(error) => ErrorDetails {
                field: Some(product_field(*error).to_owned()),
                ..none
            },
            Self::Store(error) => ErrorDetails {
                field: Some(store_field(*error).to_owned()),
                ..none
            },
            Self::AmountInsufficient { missing_cents } => ErrorDetails {
                amount_cents: Some(*missing_cents),
                ..none
            },
            Self::QrisLimit { limit_cents } => ErrorDetails {
                amount_cents: Some(*limit_cents),
                ..none
            },
            Self::NotFound { what } => ErrorDetails {
                field: Some((*what).to_owned()),
                ..none
            },
            Self::ImportColumnsMissing { columns } => ErrorDetails {
                missing: columns.clone(),
                ..none
            },
            Self::KeyMissing { place } | Self::KeyUnreadable { place } => ErrorDetails {
                path: Some(place.clone()),
                ..none
            },
            Self::Folder { path, .. }
            | Self::Ledger(LedgerError::Locked { path } | LedgerError::File { path, .. }) => {
                ErrorDetails {
                    path: Some(path.display().to_string()),
                    ..none
                }
            }
            _ => return None,
        })
    }
}

impl From<LedgerError> for AppError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::CartChanged { .. } => Self::CartChanged,
            LedgerError::ShiftStillOpen { .. } => Self::ShiftAlreadyOpen,
            LedgerError::ShiftNotOpen { .. } => Self::NoOpenShift,
            other => Self::Ledger(other),
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
        _ => ErrorCode::Internal,
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
    if error.may_have_printed() {
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
        _ => ErrorCode::Internal,
    }
}

fn of_cart(error: CartError) -> ErrorCode {
    match error {
        CartError::LineNotFound | CartError::NothingToUndo => ErrorCode::NotFound,
        CartError::QuantityMustBePositive
        | CartError::QuantityAboveLimit
        | CartError::TooManyLines => ErrorCode::QuantityInvalid,
        CartError::PriceIsNegative | CartError::AmountOutOfRange => ErrorCode::AmountInvalid,
        CartError::Discount(_) => ErrorCode::DiscountInvalid,
        CartError::Tax(_) => ErrorCode::SettingsInvalid,
        CartError::LineNumberTaken => ErrorCode::Internal,
    }
}

fn of_tender(error: TenderError) -> ErrorCode {
    match error {
        TenderError::AlreadyPaid | TenderError::RefundAboveDue => ErrorCode::PaymentInvalid,
        TenderError::OutOfRange | TenderError::AmountMustBePositive => ErrorCode::AmountInvalid,
        _ => ErrorCode::Internal,
    }
}

fn product_field(error: CatalogError) -> &'static str {
    match error {
        CatalogError::Empty { field }
        | CatalogError::TooLong { field, .. }
        | CatalogError::ControlCharacter { field }
        | CatalogError::AmountOutOfRange { field } => field,
    }
}

fn store_field(error: StoreError) -> &'static str {
    match error {
        StoreError::Currency(_) => "currency",
        StoreError::Tax(_) => "tax",
        StoreError::NameIsEmpty | StoreError::LineShape => "store_name",
        StoreError::AddressTooLong => "address",
        StoreError::TooManyReceiptLines => "receipt_footer",
        StoreError::RoundingStep => "rounding",
        StoreError::CutoffTooLate => "business_day_cutoff_minutes",
        StoreError::DiscountLimit => "discount_limit_percent_text",
        StoreError::OverShortLimit => "over_short_limit",
        StoreError::Columns => "printer.columns",
        StoreError::PinLength => "pin",
    }
}
