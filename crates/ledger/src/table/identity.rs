//! Whose ledger this is.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::LedgerError;

/// The owner of the log, set once when the ledger is created; only the epoch can change later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The organization (tenant).
    pub organization_id: Uuid,
    /// The store the register stands in.
    pub store_id: Uuid,
    /// This register.
    pub register_id: Uuid,
    /// The unbroken run of seqs that entries are appended to.
    pub epoch: Uuid,
}

impl Identity {
    pub(crate) fn insert(&self, connection: &Connection) -> Result<(), LedgerError> {
        connection.execute(
            "INSERT INTO identity (only_row, organization_id, store_id, register_id, epoch)
             VALUES (1, ?1, ?2, ?3, ?4)",
            (
                self.organization_id,
                self.store_id,
                self.register_id,
                self.epoch,
            ),
        )?;
        Ok(())
    }

    pub(crate) fn read(connection: &Connection) -> Result<Option<Self>, LedgerError> {
        Ok(connection
            .query_row(
                "SELECT organization_id, store_id, register_id, epoch FROM identity
                 WHERE only_row = 1",
                [],
                |row| {
                    Ok(Self {
                        organization_id: row.get(0)?,
                        store_id: row.get(1)?,
                        register_id: row.get(2)?,
                        epoch: row.get(3)?,
                    })
                },
            )
            .optional()?)
    }
}
