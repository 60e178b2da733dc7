//! What a register that sells and syncs in the background says on its standard output, one JSON document a line, and
//! what it is told on its standard input.

use std::collections::BTreeMap;

use register::view::{SyncAttentionCode, SyncState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Told to the process: stop selling, keep syncing, and say how it stands. The end of its input ends it.
pub const REST: &str = "rest";

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// The register is open, and sells.
    Opened,
    /// The sale is on disk.
    Sold {
        /// The sale.
        transaction_id: Uuid,
    },
    /// Another price is on disk.
    Edited,
    /// How it stands, while it rests.
    Standing(Standing),
}

/// How a register stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// As the screen shows it.
    pub state: SyncState,
    /// Entries that the server does not have yet.
    pub waiting: u64,
    /// What a person must look at.
    pub attention: Option<SyncAttentionCode>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// Price and revision of the products that are sold.
    pub prices: BTreeMap<Uuid, (i64, u64)>,
}
