//! The high-water mark: how far the log of a register went, kept outside the ledger.

use domain::entry::Head;
use ledger::Ledger;
use serde::{Deserialize, Serialize};

use crate::error::DriverError;

/// The ledger's head and the receipt that was printed last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HighWaterMark {
    /// The last entry.
    #[serde(flatten)]
    pub head: Head,
    /// Number of the last receipt.
    #[serde(default)]
    pub receipt_number: Option<String>,
    /// When it was printed, milliseconds since 1970-01-01 UTC.
    #[serde(default)]
    pub receipt_at_ms: Option<i64>,
}

impl HighWaterMark {
    /// The current mark of a ledger.
    pub fn of(ledger: &Ledger) -> Result<Self, DriverError> {
        // The head is read first: a mark may show an older head than receipt, never the reverse.
        let head = ledger.head()?;
        let last = ledger.last_receipt()?;
        Ok(Self {
            head,
            receipt_at_ms: last.as_ref().map(|last| last.recorded_at_ms),
            receipt_number: last.map(|last| last.receipt_number),
        })
    }

    /// A mark that was written as text.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text that is kept.
    pub fn to_text(&self) -> Result<String, DriverError> {
        serde_json::to_string(self).map_err(|_| DriverError::Defect("a mark is not text"))
    }

    /// Whether the ledger has everything up to the mark.
    pub fn is_reached_by(&self, ledger: &Ledger) -> Result<bool, DriverError> {
        let own = ledger.hash_at(self.head.epoch, self.head.seq)?;
        Ok(own == Some(self.head.hash))
    }
}
