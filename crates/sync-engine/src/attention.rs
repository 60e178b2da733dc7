//! The notices that need a person's attention.

use std::fmt;

use domain::Code as _;

/// Why attention is needed. The code is stored and shown, and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttentionCode {
    /// This register's ledger was restored from a backup, or runs on two machines. No entry is
    /// lost: a new epoch was opened. Stays until it is dismissed.
    RegisterCopied,
    /// Several new epochs in a row were refused as copies. Pushing stopped.
    EpochRefused,
    /// The server found an entry that was changed after it was signed. Pushing stopped.
    LogRefused,
    /// A head is not signed by the server that this register was enrolled with. The register does
    /// not trust its answers.
    ServerNotTrusted,
    /// The server no longer speaks this program's protocol: the register must be updated.
    UpgradeNeeded,
    /// The server does not speak this program's protocol yet: the server must be updated.
    ServerOutdated,
    /// The register was revoked. It still pushes its log, but receives no feed.
    Revoked,
    /// The server does not know this register.
    NotEnrolled,
    /// The server does not accept this register's key.
    NotProved,
    /// One entry alone is larger than the server accepts.
    EntryTooLarge,
    /// The server cannot read what this program sends.
    RequestRefused,
    /// The ledger could not store the server's answer (a full or failing disk).
    LedgerFailed,
}

domain::codes!(AttentionCode {
    RegisterCopied = "register_copied",
    EpochRefused = "epoch_refused",
    LogRefused = "log_refused",
    ServerNotTrusted = "server_not_trusted",
    UpgradeNeeded = "upgrade_needed",
    ServerOutdated = "server_outdated",
    Revoked = "revoked",
    NotEnrolled = "not_enrolled",
    NotProved = "not_proved",
    EntryTooLarge = "entry_too_large",
    RequestRefused = "request_refused",
    LedgerFailed = "ledger_failed",
});

impl fmt::Display for AttentionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
