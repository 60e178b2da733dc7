//! Recovery codes, backups and what came back from one.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use crate::error::ErrorCode;

/// A recovery code that was made just now. It is shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecoveryCodeView {
    /// The code, in groups with dashes.
    pub recovery_code: String,
    /// When it was made.
    #[specta(type = Number)]
    pub made_at_ms: i64,
}

impl std::fmt::Debug for RecoveryCodeView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCodeView")
            .field("made_at_ms", &self.made_at_ms)
            .finish_non_exhaustive()
    }
}

/// Which backup to restore.
#[derive(Clone, Serialize, Deserialize, Type)]
pub struct RestoreInput {
    /// The backup's file.
    pub path: String,
    /// The recovery code that was in force when it was made.
    pub recovery_code: String,
    /// Keep the key in a file beside the ledger, because there is no keyring.
    pub use_key_file: bool,
}

impl std::fmt::Debug for RestoreInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RestoreInput")
            .field("path", &self.path)
            .field("use_key_file", &self.use_key_file)
            .finish_non_exhaustive()
    }
}

/// A receipt, by what a person knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReceiptMark {
    /// Number on the receipt.
    pub receipt_number: String,
    /// When it was printed.
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// What was sold on this computer after the backup was made, as its key remembers. It is not in the
/// backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MissingView {
    /// Entries that are missing; nothing when the register was restored before.
    #[specta(type = Option<Number>)]
    pub entries: Option<u64>,
    /// The last receipt before the ledger was lost.
    pub last_receipt: Option<ReceiptMark>,
}

/// What came back from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RestoreView {
    /// The shop's name.
    pub store_name: String,
    /// The register's name.
    pub register_name: String,
    /// Entries that were verified.
    #[specta(type = Number)]
    pub entries: u64,
    /// Sales and refunds.
    #[specta(type = Number)]
    pub transactions: u64,
    /// The last receipt in the backup.
    pub last_receipt: Option<ReceiptMark>,
    /// People.
    #[specta(type = Number)]
    pub users: u64,
    #[specta(type = Number)]
    pub products: u64,
    /// Whether the register belongs to a server, which may have what is missing.
    pub has_server: bool,
    /// How the next receipt is numbered.
    pub next_receipt_number: String,
    /// What is known to be missing.
    pub missing: Option<MissingView>,
}

/// How the backups of this register stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupStatusView {
    /// Where the daily backups go; nothing while no folder is chosen.
    pub folder: Option<String>,
    /// When the last one was made.
    #[specta(type = Option<Number>)]
    pub last_at_ms: Option<i64>,
    /// Its file.
    pub last_path: Option<String>,
    /// When one failed after it.
    #[specta(type = Option<Number>)]
    pub failed_at_ms: Option<i64>,
    /// Why it failed.
    pub failure: Option<ErrorCode>,
    /// Whether a person should look at it.
    pub is_failing: bool,
    /// When the recovery code was made; nothing while there is none.
    #[specta(type = Option<Number>)]
    pub recovery_code_made_ms: Option<i64>,
}

/// A finished backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupView {
    /// The file.
    pub path: String,
    /// Its size.
    #[specta(type = Number)]
    pub bytes: u64,
    /// Entries that were verified in the copy.
    #[specta(type = Number)]
    pub entries: u64,
    /// Whether it opens with the recovery code on another computer.
    pub has_recovery_code: bool,
}
