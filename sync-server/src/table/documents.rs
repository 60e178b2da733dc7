//! `documents`: the ids of entries that were projected, once each, no matter in how many epochs
//! they arrived.

use std::collections::{HashMap, HashSet};

use domain::entry::Hash;
use uuid::Uuid;

use super::row::ReadColumn as _;
use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// An entry's id and the digest of its content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DocumentRow {
    pub(crate) entry_id: Uuid,
    pub(crate) digest: Hash,
}

/// Stores ids; returns those that were not stored before.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    rows: &[DocumentRow],
) -> Result<HashSet<Uuid>, DatabaseError> {
    let inserted = RowSet::new(rows)
        .column("entry_id", |row| row.entry_id)
        .column("digest", |row| row.digest.0.as_slice())
        .insert_returning(
            transaction,
            "documents",
            "on conflict do nothing returning entry_id",
        )
        .await?;
    inserted
        .iter()
        .map(|row| Ok(row.try_get("entry_id")?))
        .collect()
}

/// The digests that are stored under these ids.
pub(crate) async fn digests(
    transaction: &DbTransaction,
    entry_ids: &[Uuid],
) -> Result<HashMap<Uuid, Hash>, DatabaseError> {
    const DIGESTS: &str = "select entry_id, digest from documents \
                           where organization_id = $1 and entry_id = any($2)";
    let rows = transaction
        .query(DIGESTS, &[&transaction.organization_id(), &entry_ids])
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("entry_id")?, row.hash("digest")?)))
        .collect()
}
