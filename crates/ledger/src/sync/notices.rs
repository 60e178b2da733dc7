//! What a person may look at: conflicts, entries set aside, other registers, and whether something
//! needs attention.

use domain::feed::{CatalogConflict, ConflictField, RegisterState, RegisterStatus};
use uuid::Uuid;

use crate::{error::LedgerError, open::Ledger, sql_value};

/// Most rows that one call returns.
const LIMIT: u32 = 1000;

/// An entry that the server has stored and set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedRow {
    /// Where the entry stands in this file.
    pub position: i64,
    /// Its id.
    pub entry_id: Uuid,
    /// Why, by its code.
    pub reason: String,
    /// When the server said so, milliseconds since 1970-01-01 UTC by the register's clock.
    pub noted_at_ms: i64,
}

impl Ledger {
    /// Conflicts that nobody has dismissed, the newest first.
    pub fn conflicts(&self, limit: u32) -> Result<Vec<CatalogConflict>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT conflict_id, product_id, product_name, field, kept, lost,
                     lost_register_id, entry_id, server_time_ms
                 FROM catalog_conflicts WHERE dismissed = 0 ORDER BY conflict_no DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([limit.min(LIMIT)], |row| {
                Ok(CatalogConflict {
                    conflict_id: row.get(0)?,
                    product_id: row.get(1)?,
                    product_name: row.get(2)?,
                    field: sql_value::from_code::<ConflictField>(row, 3)?,
                    kept: row.get(4)?,
                    lost: row.get(5)?,
                    lost_register_id: row.get(6)?,
                    entry_id: row.get(7)?,
                    server_time_ms: row.get(8)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Takes a conflict off the list; whether it was there.
    pub fn conflict_dismiss(&self, conflict_id: Uuid) -> Result<bool, LedgerError> {
        self.commit(|commit| {
            let changed = commit.connection.execute(
                "UPDATE catalog_conflicts SET dismissed = 1
                 WHERE conflict_id = ?1 AND dismissed = 0",
                [conflict_id],
            )?;
            Ok(changed > 0)
        })
    }

    /// Entries that the server has set aside, the newest first.
    pub fn quarantined(&self, limit: u32) -> Result<Vec<QuarantinedRow>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT position, entry_id, reason, noted_at_ms FROM quarantined
                 ORDER BY position DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([limit.min(LIMIT)], |row| {
                Ok(QuarantinedRow {
                    position: row.get(0)?,
                    entry_id: row.get(1)?,
                    reason: row.get(2)?,
                    noted_at_ms: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The registers of the organization, as the feed tells, by name.
    pub fn feed_registers(&self) -> Result<Vec<RegisterState>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT register_id, store_id, name, status FROM feed_registers
                 ORDER BY name, register_id",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(RegisterState {
                    register_id: row.get(0)?,
                    store_id: row.get(1)?,
                    name: row.get(2)?,
                    status: sql_value::from_code::<RegisterStatus>(row, 3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Says, by a code, that somebody has to look at something; it stays until it is cleared.
    pub fn sync_attention_set(&self, code: &str) -> Result<(), LedgerError> {
        self.commit(|commit| {
            commit.connection.execute(
                "UPDATE sync_state SET attention = ?1 WHERE only_row = 1",
                [code],
            )?;
            Ok(())
        })
    }

    /// Somebody has seen it. Another code that came meanwhile stays; whether it was this one.
    pub fn sync_attention_clear(&self, code: &str) -> Result<bool, LedgerError> {
        self.commit(|commit| {
            let changed = commit.connection.execute(
                "UPDATE sync_state SET attention = NULL WHERE only_row = 1 AND attention = ?1",
                [code],
            )?;
            Ok(changed > 0)
        })
    }
}
