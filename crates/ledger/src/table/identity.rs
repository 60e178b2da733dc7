//! The owner of the ledger: one row.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::LedgerError;

/// The owner of the log. It is set once, when the ledger is created; only the epoch changes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The organization (tenant).
    pub organization_id: Uuid,
    /// The store that the register is in.
    pub store_id: Uuid,
    pub register_id: Uuid,
    /// The unbroken run of seqs that entries are appended to.
    pub epoch: Uuid,
}

pub(crate) fn insert(connection: &Connection, identity: &Identity) -> Result<(), LedgerError> {
    connection.execute(
        "INSERT INTO identity (only_row, organization_id, store_id, register_id, epoch)
         VALUES (1, ?1, ?2, ?3, ?4)",
        (
            identity.organization_id,
            identity.store_id,
            identity.register_id,
            identity.epoch,
        ),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<Option<Identity>, LedgerError> {
    Ok(connection
        .query_row(
            "SELECT organization_id, store_id, register_id, epoch FROM identity
             WHERE only_row = 1",
            [],
            |row| {
                Ok(Identity {
                    organization_id: row.get("organization_id")?,
                    store_id: row.get("store_id")?,
                    register_id: row.get("register_id")?,
                    epoch: row.get("epoch")?,
                })
            },
        )
        .optional()?)
}

pub(crate) fn set_epoch(connection: &Connection, epoch: Uuid) -> Result<(), LedgerError> {
    connection.execute("UPDATE identity SET epoch = ?1 WHERE only_row = 1", [epoch])?;
    Ok(())
}
