//! The steps of a register that sells, changes prices and syncs in the background.

use std::collections::BTreeMap;

use register::view::{SyncAttentionCode, SyncState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A command for the process: stop selling, keep syncing, and report the status repeatedly.
pub const REST: &str = "rest";

/// A step that the process reports, one JSON document a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The register is open and begins to sell.
    Opened,
    /// The sale is on disk.
    Sold {
        /// The sale.
        transaction_id: Uuid,
    },
    /// A changed price is on disk.
    PriceChanged,
    /// The status while it rests.
    Status(Status),
}

/// The sync status of a register and the prices that it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The state that the screen shows.
    pub state: SyncState,
    /// Entries that the server does not have yet.
    pub waiting: u64,
    /// The notice that needs a person.
    pub attention: Option<SyncAttentionCode>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// Price and revision of the products that are sold.
    pub prices: BTreeMap<Uuid, (i64, u64)>,
}
