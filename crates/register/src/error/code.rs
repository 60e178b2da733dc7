//! The codes of all refusals.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Why a command was refused. The names are stable: screens and scripts rely on them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// There is no shop in this data folder yet.
    NeedsSetup,
    /// There is a shop already.
    AlreadySetUp,
    /// Nobody has unlocked the register.
    Locked,
    /// The PIN is not this person's.
    WrongPin,
    /// Too many wrong PINs: wait.
    PinLockedOut,
    /// Somebody else has this PIN.
    PinTaken,
    /// The PIN does not have the right number of digits.
    PinInvalid,
    /// Somebody else has this username, or it is not a username.
    UsernameInvalid,
    /// Somebody must be able to manage the store.
    LastOwner,
    /// The role may never do this.
    PermissionDenied,
    /// Somebody with a higher role must permit it with a PIN.
    ApprovalRequired,
    /// No shift is open.
    NoOpenShift,
    /// A shift is open already.
    ShiftAlreadyOpen,
    /// The cart is empty.
    CartEmpty,
    /// The cart is not empty, so the shift cannot close.
    CartNotEmpty,
    /// The cart has as many lines as one transaction holds.
    CartTooLong,
    /// The cart is not the one that was shown.
    CartChanged,
    /// No such product.
    ProductNotFound,
    /// The product has no price.
    ProductPriceMissing,
    /// The amount cannot be read, or is out of bounds.
    AmountInvalid,
    /// A sum of the shift or of the day would become too large to be counted.
    SumTooLarge,
    /// The amount looks like a scanned barcode.
    AmountLooksLikeBarcode,
    /// The payments do not cover what is owed.
    AmountInsufficient,
    /// The quantity cannot be read, or is out of bounds.
    QuantityInvalid,
    /// The discount cannot be read, or exceeds the price.
    DiscountInvalid,
    /// A payment other than cash exceeds what is owed.
    PaymentExceedsDue,
    /// QRIS takes no more than its limit.
    QrisLimit,
    /// A payment by another method does not say what it was.
    ReferenceMissing,
    /// The payments do not fit together, such as a sale paid with nothing.
    PaymentInvalid,
    /// The cart would be worth less than what was paid of it already.
    PaymentPartsTaken,
    /// No such thing.
    NotFound,
    /// This register has no printer.
    PrinterMissing,
    /// The printer does not answer.
    PrinterUnreachable,
    /// The printer stopped in the middle.
    PrinterInterrupted,
    /// An import is running.
    ImportBusy,
    /// The file cannot be read.
    ImportFileUnreadable,
    /// The file lacks columns that are needed.
    ImportColumnsMissing,
    /// The disk is full: nothing was changed.
    DiskFull,
    /// The ledger cannot be written: nothing was changed.
    LedgerReadOnly,
    /// Another process has this ledger open.
    LedgerBusy,
    /// The key does not fit this ledger.
    LedgerWrongKey,
    /// The key of this ledger is not where it should be.
    LedgerKeyMissing,
    /// The ledger was written by a newer version of the program.
    LedgerNewer,
    /// The ledger's file is damaged.
    LedgerCorrupted,
    /// There is no keyring on this computer.
    KeyringMissing,
    /// A letter of the recovery code is wrong or missing.
    RecoveryCodeInvalid,
    /// The recovery code belongs to another ledger or backup, or is an older one.
    RecoveryCodeWrong,
    /// No recovery code was made for this ledger or backup.
    RecoveryCodeMissing,
    /// The backup is damaged, or is none.
    BackupDamaged,
    /// A folder that must be empty is not.
    FolderNotEmpty,
    /// A file has this name already, and is not replaced.
    FileExists,
    /// The folder of a new file is not there.
    FolderMissing,
    /// Nothing may be written to a folder.
    FolderReadOnly,
    /// The desktop does not say or take whether the program starts at login.
    AutostartRefused,
    /// A setting is out of bounds.
    SettingsInvalid,
    /// A reason is needed.
    ReasonMissing,
    /// The product was changed since it was shown.
    ProductChanged,
    /// Another product has this code.
    ProductCodeTaken,
    /// A field of the product cannot be accepted.
    ProductInvalid,
    /// This register belongs to no server.
    SyncNotEnrolled,
    /// This register belongs to a server already.
    SyncAlreadyEnrolled,
    /// The address of the server cannot be read.
    SyncUrlInvalid,
    /// The address of the server must begin with `https://`.
    SyncUrlNotSecure,
    /// The server cannot be reached.
    SyncUnreachable,
    /// The server's certificate is not trusted.
    SyncCertificateRefused,
    /// What answered is no Kasapro server, or its answer is damaged.
    SyncAnswerUnreadable,
    /// No such code, or it was used, or is too old.
    SyncCodeInvalid,
    /// The receipts of another register of the shop would have the same numbers.
    SyncRegisterNameTaken,
    /// The register that founded the shop has not sent its people and settings yet.
    SyncShopIncomplete,
    /// The server knows this register with another key.
    SyncKnownWithOtherKey,
    /// The server refuses this register: it was revoked, or the person may not.
    SyncForbidden,
    /// The server does not know this register.
    SyncRegisterUnknown,
    /// The server needs a newer version of this program.
    SyncUpdateNeeded,
    /// The server is older than this program and must be updated.
    SyncServerOutdated,
    /// The server has too much to do.
    SyncServerBusy,
    /// The server is not the one this register was enrolled at.
    SyncServerChanged,
    /// The server refused for a reason that support must look at.
    SyncRefused,
    /// A defect of the program; the log has more.
    Internal,
}

impl ErrorCode {
    /// The code as it is written in JSON and in scripts.
    pub fn as_str(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(text)) => text,
            _ => String::from("internal"),
        }
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.as_str())
    }
}
