//! Notices for a person: conflicts, entries in quarantine, other registers, and whether attention
//! is needed.

use domain::feed::{CatalogConflict, RegisterState};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::quarantined::{self, QuarantinedRow};
use crate::table::{catalog_conflicts, feed_registers, sync_state};

/// Most rows that one call returns.
const LIMIT: u32 = 1000;

impl Ledger {
    /// Conflicts that were not dismissed, newest first.
    pub fn conflicts(&self, limit: u32) -> Result<Vec<CatalogConflict>, LedgerError> {
        self.read(|connection| catalog_conflicts::open(connection, limit.min(LIMIT)))
    }

    /// Dismisses a conflict; returns whether it was open.
    pub fn conflict_dismiss(&self, conflict_id: Uuid) -> Result<bool, LedgerError> {
        self.commit(|commit| catalog_conflicts::dismiss(commit.connection, conflict_id))
    }

    /// Entries that the server keeps in quarantine, the newest first.
    pub fn quarantined(&self, limit: u32) -> Result<Vec<QuarantinedRow>, LedgerError> {
        self.read(|connection| quarantined::newest(connection, limit.min(LIMIT)))
    }

    /// The registers of the organization by name, from the feed.
    pub fn feed_registers(&self) -> Result<Vec<RegisterState>, LedgerError> {
        self.read(feed_registers::all)
    }

    /// Asks for a person's attention, by a code. It stays until it is cleared.
    pub fn sync_attention_set(&self, code: &str) -> Result<(), LedgerError> {
        self.commit(|commit| sync_state::set_attention(commit.connection, code))
    }

    /// Clears this code; returns whether it was the current one. Another code that was set
    /// meanwhile stays.
    pub fn sync_attention_clear(&self, code: &str) -> Result<bool, LedgerError> {
        self.commit(|commit| sync_state::clear_attention(commit.connection, code))
    }
}
