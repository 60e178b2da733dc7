//! What the screen shows.

use super::AttentionCode;

/// How synchronization stands, the most urgent thing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncState {
    /// A person must look.
    NeedsAttention(AttentionCode),
    /// The server was not reached, or could not answer.
    Offline {
        /// Since when, by the engine's monotonic clock (ms).
        since: i64,
        /// Entries that wait to be sent.
        waiting: u64,
    },
    /// Entries are on their way.
    Sending {
        /// How many.
        waiting: u64,
    },
    /// The server has everything, and nothing new is known.
    Synced,
}
