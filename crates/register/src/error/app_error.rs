//! Everything a use case can refuse.

use std::path::PathBuf;

use domain::business_day::BusinessDayError;
use domain::cart::CartError;
use domain::catalog::CatalogError;
use domain::currency::CurrencyError;
use domain::entry::BodyError;
use domain::money::MoneyError;
use domain::quantity::QuantityError;
use domain::receipt::ReceiptError;
use domain::rounding::RoundingError;
use domain::shift::ShiftError;
use domain::store::StoreError;
use domain::tender::TenderError;
use domain::totals::TotalsError;
use domain::transaction::TransactionError;
use domain::user::Permission;
use ledger::LedgerError;
use thiserror::Error;

use super::SyncError;

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
    /// The base revision is not the stored one.
    #[error("the product has changed since it was shown")]
    ProductChanged,
    /// SKUs are unique, and a barcode is sold as one product.
    #[error("another product has this {field}")]
    ProductCodeTaken {
        /// `sku` or `barcode`.
        field: &'static str,
    },
    /// A field of a product breaks a rule.
    #[error(transparent)]
    Product(#[from] CatalogError),
    /// Something between register and server.
    #[error(transparent)]
    Sync(#[from] SyncError),
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
    /// A refund takes back more than its sale left with the customer.
    #[error("the refund takes back more than was sold and not refunded yet")]
    RefundExceedsSale,
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
    /// The file to import cannot be read.
    #[error("the file cannot be read as a catalog: {reason}")]
    ImportFileUnreadable {
        /// What is wrong with it, in English.
        reason: String,
    },
    /// The file lacks columns.
    #[error("the file lacks columns: {columns:?}")]
    ImportColumnsMissing {
        /// Which fields have no column.
        columns: Vec<String>,
    },
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
    /// Somebody must be able to manage the store.
    #[error("the last owner cannot be let go")]
    LastOwner,
    /// The system gives no thread.
    #[error("the system gives no thread: {0}")]
    NoThread(#[source] std::io::Error),
    /// The printer did not take a document.
    #[error(transparent)]
    Print(#[from] peripherals::PrintError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(LedgerError),
    /// The cart refused.
    #[error(transparent)]
    Cart(#[from] CartError),
    /// The payments were refused.
    #[error(transparent)]
    Tender(TenderError),
    /// The cart has no totals.
    #[error(transparent)]
    Totals(#[from] TotalsError),
    /// A setting of the store breaks a rule.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An amount left its range.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A quantity left its range.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// The currency cannot be used.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
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
    /// A defect: a rule that the program itself must keep was broken.
    #[error("a defect of the program: {0}")]
    Defect(&'static str),
}
