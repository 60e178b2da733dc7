//! What needs a person.

use std::fmt;

/// Why somebody should look. The code is stored and shown; it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttentionCode {
    /// This register's ledger came back from a backup, or runs on two machines. Nothing is lost:
    /// a new epoch was opened. Stays until it is dismissed.
    RegisterCopied,
    /// Several new epochs in a row were refused as copies. Pushing stopped.
    EpochRefused,
    /// The server says that an entry was changed after it was signed. Pushing stopped.
    LogRefused,
    /// A head is not signed by the server this register was enrolled with. Nothing it says is
    /// believed.
    ServerNotTrusted,
    /// The server no longer speaks this program's protocol: an upgrade is due.
    UpgradeNeeded,
    /// The register was revoked: its log still drains, and it gets nothing.
    Revoked,
    /// The server does not know this register.
    NotEnrolled,
    /// The server does not take this register's key.
    NotProved,
    /// One entry alone is more than the server takes.
    EntryTooLarge,
    /// The server cannot read what this program sends.
    RequestRefused,
    /// The ledger refused to note what the server said (a full or failing disk).
    LedgerFailed,
}

impl AttentionCode {
    /// Every code.
    pub const ALL: [Self; 11] = [
        Self::RegisterCopied,
        Self::EpochRefused,
        Self::LogRefused,
        Self::ServerNotTrusted,
        Self::UpgradeNeeded,
        Self::Revoked,
        Self::NotEnrolled,
        Self::NotProved,
        Self::EntryTooLarge,
        Self::RequestRefused,
        Self::LedgerFailed,
    ];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RegisterCopied => "register_copied",
            Self::EpochRefused => "epoch_refused",
            Self::LogRefused => "log_refused",
            Self::ServerNotTrusted => "server_not_trusted",
            Self::UpgradeNeeded => "upgrade_needed",
            Self::Revoked => "revoked",
            Self::NotEnrolled => "not_enrolled",
            Self::NotProved => "not_proved",
            Self::EntryTooLarge => "entry_too_large",
            Self::RequestRefused => "request_refused",
            Self::LedgerFailed => "ledger_failed",
        }
    }

    /// The code with this text.
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for AttentionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
