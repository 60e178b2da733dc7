//! `ledger_entries`: the logs of registers as they were sent. Append-only.

use domain::entry::{Entry, Hash};
use uuid::Uuid;

use super::row::{ReadColumn as _, stored_seq};
use super::row_set::RowSet;
use crate::database::{DatabaseError, DbTransaction};

/// Stores entries as they were sent.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    entries: &[Entry],
) -> Result<u64, DatabaseError> {
    // The seqs of a push are never larger.
    let seq = |entry: &Entry| i64::try_from(entry.header.seq).unwrap_or(i64::MAX);
    RowSet::new(entries)
        .shared("register_id", &register_id)
        .shared("epoch", &epoch)
        .column("seq", seq)
        .column("entry_id", |entry| entry.header.entry_id)
        .column("kind", |entry| entry.header.kind.as_str())
        .column("version", |entry| i32::from(entry.header.version))
        .column("recorded_at_ms", |entry| entry.header.recorded_at_ms)
        .column("utc_offset_minutes", |entry| {
            entry.header.clock.utc_offset_minutes
        })
        .column("clock_suspect", |entry| entry.header.clock.suspect)
        .column("prev_hash", |entry| entry.header.prev_hash.0.as_slice())
        .column("hash", |entry| entry.hash.0.as_slice())
        .column("signature", |entry| entry.signature.as_slice())
        .column("body", |entry| entry.body.as_slice())
        .insert(transaction, "ledger_entries", "")
        .await
}

/// The hashes that are stored from one seq to another, both included, in the order of the log.
pub(crate) async fn hashes(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    first: u64,
    last: u64,
) -> Result<Vec<Hash>, DatabaseError> {
    const HASHES: &str = "select hash from ledger_entries \
         where organization_id = $1 and register_id = $2 and epoch = $3 \
           and seq between $4 and $5 order by seq";
    let (first, last) = (stored_seq(first)?, stored_seq(last)?);
    let organization_id = transaction.organization_id();
    let rows = transaction
        .query(
            HASHES,
            &[&organization_id, &register_id, &epoch, &first, &last],
        )
        .await?;
    rows.iter().map(|row| row.hash("hash")).collect()
}
