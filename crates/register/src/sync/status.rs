//! How register and server stand, for screens and scripts.

use crate::error::AppError;
use crate::register::Register;
use crate::view::{SyncState, SyncStatusView};

impl Register {
    /// How register and server stand. Works while the register is locked: the indicator shows it.
    pub fn sync_status(&self) -> Result<SyncStatusView, AppError> {
        self.shop()?;
        Ok(SyncStatusView {
            state: SyncState::NotEnrolled,
            server: None,
            organization_name: None,
            waiting_entries: 0,
            waiting_transactions: 0,
            oldest_waiting_ms: None,
            offline_since_ms: None,
            last_push_ms: None,
            last_pull_ms: None,
            last_error: None,
            attention: None,
            quarantined: Vec::new(),
            conflicts: Vec::new(),
            server_offset_ms: None,
            registers: Vec::new(),
        })
    }
}
