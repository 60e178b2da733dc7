//! Everything a use case can refuse.

use super::{ErrorCode, ErrorDetails};
use crate::view::Permission;
use std::path::PathBuf;
use thiserror::Error;

/// Why a use case refused. Nothing was changed, unless a variant says otherwise.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AppError {
    /// No ledger in the data folder.
    #[error("this data folder has no shop yet; run the setup")]
    NeedsSetup,
    /// A ledger is there already.
    #[error("this data folder has a shop already")]
    AlreadySetUp,
    /// Nobody is unlocked.
    #[error("the register is locked")]
    Locked,
    /// Wrong PIN.
    #[error("the PIN is wrong")]
    WrongPin,
    /// Too many wrong PINs.
    #[error("too many wrong PINs; the next try is allowed at {retry_at_ms} ms")]
    PinLockedOut {
        /// When the next try is allowed, milliseconds since 1970.
        retry_at_ms: i64,
    },
    /// PINs are unique within a store.
    #[error("another person has this PIN")]
    PinTaken,
    /// The PIN breaks a rule.
    #[error("a PIN has 4 to 6 digits")]
    PinInvalid,
    /// Usernames are unique, 1 to 40 letters, digits, `.`, `-` or `_`.
    #[error("the username is taken or not usable")]
    UsernameInvalid,
    /// The role never may.
    #[error("the role may not do this: {permission:?}")]
    PermissionDenied {
        /// What it may not do.
        permission: Permission,
    },
    /// A higher role may permit it.
    #[error("somebody with a higher role must permit this: {permission:?}")]
    ApprovalRequired {
        /// What must be permitted.
        permission: Permission,
    },
    /// No shift is open.
    #[error("no shift is open")]
    NoOpenShift,
    /// A shift is open.
    #[error("a shift is open already")]
    ShiftAlreadyOpen,
    /// Nothing in the cart.
    #[error("the cart is empty")]
    CartEmpty,
    /// The shift cannot close over a cart.
    #[error("the cart is not empty")]
    CartNotEmpty,
    /// The revision is not the stored one.
    #[error("the cart has changed since it was shown")]
    CartChanged,
    /// No such product.
    #[error("no such product")]
    ProductNotFound,
    /// Unreadable or out of bounds.
    #[error("the amount in `{field}` is not usable")]
    AmountInvalid {
        /// The field it was typed into.
        field: &'static str,
    },
    /// Eight digits and more in an amount are a scan, not money.
    #[error("the amount looks like a scanned barcode")]
    AmountLooksLikeBarcode,
    /// Payments do not reach.
    #[error("the payments are {missing_cents} minor units short")]
    AmountInsufficient {
        /// What is missing.
        missing_cents: i64,
    },
    /// Unreadable or out of bounds.
    #[error("the quantity is not usable")]
    QuantityInvalid,
    /// Unreadable or more than the price.
    #[error("the discount is not usable")]
    DiscountInvalid,
    /// Only cash gives change.
    #[error("a payment other than cash exceeds what is owed")]
    PaymentExceedsDue,
    /// QRIS has a limit set by Bank Indonesia.
    #[error("QRIS takes at most {limit_cents} minor units")]
    QrisLimit {
        /// The limit.
        limit_cents: i64,
    },
    /// The set of payments is not possible.
    #[error("the payments do not fit together")]
    PaymentInvalid,
    /// No such thing.
    #[error("no such {what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// An import is running.
    #[error("an import is running already")]
    ImportBusy,
    /// No keyring.
    #[error("there is no keyring on this computer")]
    KeyringMissing,
    /// The keyring refused.
    #[error("the keyring refused: {0}")]
    Keyring(#[source] keyring::Error),
    /// The key is not where `register.json` says.
    #[error("the key of this ledger is missing: {place}")]
    KeyMissing {
        /// Where it was looked for.
        place: String,
    },
    /// The key file or keyring item is damaged.
    #[error("the key at {place} cannot be read")]
    KeyUnreadable {
        /// Where it was read.
        place: String,
    },
    /// A setting breaks a rule.
    #[error("the setting `{field}` is out of bounds")]
    SettingsInvalid {
        /// Which one.
        field: &'static str,
    },
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The data folder cannot be used.
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
    /// Hashing a PIN failed.
    #[error("the PIN could not be hashed")]
    PinHash,
    /// A defect: a rule that the program itself must keep was broken.
    #[error("a defect of the program: {0}")]
    Defect(&'static str),
}

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
            Self::PermissionDenied { .. } => ErrorCode::PermissionDenied,
            Self::ApprovalRequired { .. } => ErrorCode::ApprovalRequired,
            Self::NoOpenShift => ErrorCode::NoOpenShift,
            Self::ShiftAlreadyOpen => ErrorCode::ShiftAlreadyOpen,
            Self::CartEmpty => ErrorCode::CartEmpty,
            Self::CartNotEmpty => ErrorCode::CartNotEmpty,
            Self::CartChanged => ErrorCode::CartChanged,
            Self::ProductNotFound => ErrorCode::ProductNotFound,
            Self::AmountInvalid { .. } => ErrorCode::AmountInvalid,
            Self::AmountLooksLikeBarcode => ErrorCode::AmountLooksLikeBarcode,
            Self::AmountInsufficient { .. } => ErrorCode::AmountInsufficient,
            Self::QuantityInvalid => ErrorCode::QuantityInvalid,
            Self::DiscountInvalid => ErrorCode::DiscountInvalid,
            Self::PaymentExceedsDue => ErrorCode::PaymentExceedsDue,
            Self::QrisLimit { .. } => ErrorCode::QrisLimit,
            Self::PaymentInvalid => ErrorCode::PaymentInvalid,
            Self::NotFound { .. } => ErrorCode::NotFound,
            Self::ImportBusy => ErrorCode::ImportBusy,
            Self::KeyringMissing | Self::Keyring(_) => ErrorCode::KeyringMissing,
            Self::KeyMissing { .. } | Self::KeyUnreadable { .. } => ErrorCode::LedgerKeyMissing,
            Self::SettingsInvalid { .. } => ErrorCode::SettingsInvalid,
            Self::ReasonMissing => ErrorCode::ReasonMissing,
            Self::Folder { source, .. } => folder_code(source),
            Self::NoRandomness | Self::PinHash | Self::Defect(_) => ErrorCode::Internal,
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
            Self::AmountInvalid { field } | Self::SettingsInvalid { field } => ErrorDetails {
                field: Some((*field).to_owned()),
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
            Self::KeyMissing { place } | Self::KeyUnreadable { place } => ErrorDetails {
                path: Some(place.clone()),
                ..none
            },
            Self::Folder { path, .. } => ErrorDetails {
                path: Some(path.display().to_string()),
                ..none
            },
            _ => return None,
        })
    }
}

fn folder_code(source: &std::io::Error) -> ErrorCode {
    match source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            ErrorCode::LedgerReadOnly
        }
        _ => ErrorCode::Internal,
    }
}
