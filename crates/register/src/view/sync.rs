//! What the sync screen and the indicator on every screen show.

use super::{PrinterInput, QuarantineCode, RegisterStatus};
use crate::error::ErrorCode;
use domain::feed::ConflictField;
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use sync_engine::AttentionCode;
use uuid::Uuid;

/// The state of the sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// The register belongs to no server; it sells as ever.
    NotEnrolled,
    /// The server has everything, and the register has everything from it.
    Synced,
    /// Entries are on their way.
    Sending,
    /// The server cannot be reached; nothing is lost, and it is tried again.
    Offline,
    /// A person must do something: see `attention`.
    Attention,
}

/// What a person must know or do, as a code that the screen translates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SyncAttentionCode {
    /// The ledger came back from a backup, or two computers work with copies of this register.
    /// Both logs are kept; an owner dismisses this.
    RegisterCopied,
    /// The server took this register for a copy several times in a row; sending has stopped.
    EpochRefused,
    /// The server says that an entry was changed after it was signed; sending has stopped.
    LogRefused,
    /// The server is not the one this register was enrolled at; nothing it says is believed.
    ServerNotTrusted,
    /// The server no longer speaks this program's protocol: install the update.
    UpgradeNeeded,
    /// The server does not speak this program's protocol yet: the server must be updated.
    ServerOutdated,
    /// The owner has revoked this register: what it sold still goes up, and it gets nothing.
    Revoked,
    /// The server does not know this register.
    NotEnrolled,
    /// The server does not take this register's key.
    NotProved,
    /// One entry is more than the server takes.
    EntryTooLarge,
    /// The server cannot read what this program sends.
    RequestRefused,
    /// The disk did not take what the server said.
    LedgerFailed,
}

/// Something a person must know or do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SyncAttentionView {
    pub code: SyncAttentionCode,
    /// The same in English, for logs and support.
    pub message: String,
    /// Whether it can be dismissed; the others stay until their cause is gone.
    pub can_dismiss: bool,
}

/// The last failure of talking to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SyncErrorView {
    /// What was refused, for translation.
    pub code: ErrorCode,
    /// The same in English, for logs and support.
    pub message: String,
}

/// An entry that the server keeps and has not (or not wholly) taken into its books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct QuarantinedView {
    /// Its number in the register's log.
    #[specta(type = Number)]
    pub seq: u64,
    pub entry_id: Uuid,
    pub reason: QuarantineCode,
}

/// Two edits of one field, made without knowledge of each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ConflictView {
    pub conflict_id: Uuid,
    /// Whose field.
    pub product_id: Uuid,
    /// The product's name when they met.
    pub product_name: String,
    pub field: ConflictField,
    /// The value in force, as people read it; empty for none; `true`, `false`, `active` and
    /// `inactive` are words for the screen to translate.
    pub kept_text: String,
    /// The value that lost, likewise.
    pub lost_text: String,
    /// The register whose value lost; empty when its name is not known here.
    pub lost_register_name: String,
    /// Whether that is this register.
    pub lost_here: bool,
    /// When they met, by the server's clock.
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// A register of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RegisterView {
    pub register_id: Uuid,
    /// What people call it.
    pub name: String,
    /// Whether it is this one.
    pub this: bool,
    /// Whether it may take part.
    pub status: RegisterStatus,
}

/// All that the sync screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SyncStatusView {
    /// Rises with each look; of two views, a screen keeps the one of the higher revision.
    #[specta(type = Number)]
    pub revision: u64,
    /// Whether the sync works, and what it does.
    pub state: SyncState,
    /// The server's address.
    pub server: Option<String>,
    /// The organization's name there.
    pub organization_name: Option<String>,
    /// Entries that the server does not have yet.
    #[specta(type = Number)]
    pub waiting_entries: u64,
    /// Sales and refunds among them.
    #[specta(type = Number)]
    pub waiting_transactions: u64,
    /// When the oldest of them was recorded.
    #[specta(type = Option<Number>)]
    pub oldest_waiting_ms: Option<i64>,
    /// Since when the server cannot be reached.
    #[specta(type = Option<Number>)]
    pub offline_since_ms: Option<i64>,
    /// When the server last took entries.
    #[specta(type = Option<Number>)]
    pub last_push_ms: Option<i64>,
    /// When the register last had everything from the server.
    #[specta(type = Option<Number>)]
    pub last_pull_ms: Option<i64>,
    /// What failed last, until it works again.
    pub last_error: Option<SyncErrorView>,
    /// What a person must know or do.
    pub attention: Option<SyncAttentionView>,
    /// Quarantined entries, the newest first; empty while the register is locked.
    pub quarantined: Vec<QuarantinedView>,
    /// Conflicts that nobody has dismissed, the newest first; empty while the register is locked.
    pub conflicts: Vec<ConflictView>,
    /// How far the server's clock is ahead of this computer's.
    #[specta(type = Option<Number>)]
    pub server_offset_ms: Option<i64>,
    /// The organization's registers.
    pub registers: Vec<RegisterView>,
}

/// What one round of sync did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SyncOnceView {
    /// Entries that the server has stored now.
    #[specta(type = Number)]
    pub entries_sent: u64,
    /// Rows of the feed that were applied.
    #[specta(type = Number)]
    pub rows_applied: u64,
    /// Entries that still wait.
    #[specta(type = Number)]
    pub waiting_entries: u64,
}

/// What the wizard asked of a register that joins a shop.
#[derive(Clone, Serialize, Deserialize, Type)]
pub struct JoinInput {
    /// The server's address, such as `https://sync.example.id`.
    pub server_url: String,
    /// The one-use joining code.
    pub code: String,
    /// The register's name, such as `Kasir 2`.
    pub register_name: String,
    /// The receipt printer.
    pub printer: PrinterInput,
    /// Keep the key in a file beside the ledger, because there is no keyring.
    pub use_key_file: bool,
}

impl std::fmt::Debug for JoinInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JoinInput")
            .field("use_key_file", &self.use_key_file)
            .finish_non_exhaustive()
    }
}

/// A one-use code for another register.
#[derive(Clone, Serialize, Deserialize, Type)]
pub struct JoiningCodeView {
    /// The code, in groups of four.
    pub code: String,
    /// When it expires, by this computer's clock.
    #[specta(type = Number)]
    pub expires_at_ms: i64,
}

impl std::fmt::Debug for JoiningCodeView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JoiningCodeView")
            .field("expires_at_ms", &self.expires_at_ms)
            .finish_non_exhaustive()
    }
}

impl From<AttentionCode> for SyncAttentionCode {
    fn from(code: AttentionCode) -> Self {
        match code {
            AttentionCode::RegisterCopied => Self::RegisterCopied,
            AttentionCode::EpochRefused => Self::EpochRefused,
            AttentionCode::LogRefused => Self::LogRefused,
            AttentionCode::ServerNotTrusted => Self::ServerNotTrusted,
            AttentionCode::UpgradeNeeded => Self::UpgradeNeeded,
            AttentionCode::ServerOutdated => Self::ServerOutdated,
            AttentionCode::Revoked => Self::Revoked,
            AttentionCode::NotEnrolled => Self::NotEnrolled,
            AttentionCode::NotProved => Self::NotProved,
            AttentionCode::EntryTooLarge => Self::EntryTooLarge,
            AttentionCode::RequestRefused => Self::RequestRefused,
            AttentionCode::LedgerFailed => Self::LedgerFailed,
        }
    }
}

impl From<SyncAttentionCode> for AttentionCode {
    fn from(code: SyncAttentionCode) -> Self {
        match code {
            SyncAttentionCode::RegisterCopied => Self::RegisterCopied,
            SyncAttentionCode::EpochRefused => Self::EpochRefused,
            SyncAttentionCode::LogRefused => Self::LogRefused,
            SyncAttentionCode::ServerNotTrusted => Self::ServerNotTrusted,
            SyncAttentionCode::UpgradeNeeded => Self::UpgradeNeeded,
            SyncAttentionCode::ServerOutdated => Self::ServerOutdated,
            SyncAttentionCode::Revoked => Self::Revoked,
            SyncAttentionCode::NotEnrolled => Self::NotEnrolled,
            SyncAttentionCode::NotProved => Self::NotProved,
            SyncAttentionCode::EntryTooLarge => Self::EntryTooLarge,
            SyncAttentionCode::RequestRefused => Self::RequestRefused,
            SyncAttentionCode::LedgerFailed => Self::LedgerFailed,
        }
    }
}
