//! `fork_evidence`: entries that were refused. Append-only.

use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};

/// The most rows that are kept for one register.
const ROWS_MAX: i64 = 10_000;

/// Entries of one push that were refused for one reason.
pub(crate) struct EvidenceRows<'a> {
    pub(crate) register_id: Uuid,
    pub(crate) epoch: Uuid,
    pub(crate) kind: &'static str,
    pub(crate) detail: &'a str,
    pub(crate) stored_hash: Option<&'a [u8]>,
    pub(crate) entries: &'a [EvidenceEntry],
}

/// One refused entry.
pub(crate) struct EvidenceEntry {
    pub(crate) seq: i64,
    /// The hash of the line: the same attempt twice is one row.
    pub(crate) digest: Vec<u8>,
    /// The entry as it was sent, in the line form of an export.
    pub(crate) line: Vec<u8>,
}

/// Stores the entries, unless the register has too many rows already.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    rows: &EvidenceRows<'_>,
) -> Result<(), DatabaseError> {
    const INSERT: &str = "insert into fork_evidence \
           (organization_id, register_id, epoch, seq, kind, detail, stored_hash, digest, sent) \
         select $1, $2, $3, given.seq, $4, $5, $6, given.digest, given.sent \
         from unnest($7::bigint[], $8::bytea[], $9::bytea[]) given (seq, digest, sent) \
         where (select count(*) from fork_evidence \
                where organization_id = $1 and register_id = $2) < $10 \
         on conflict do nothing";
    let seqs: Vec<i64> = rows.entries.iter().map(|entry| entry.seq).collect();
    let digests: Vec<&[u8]> = rows
        .entries
        .iter()
        .map(|entry| entry.digest.as_slice())
        .collect();
    let lines: Vec<&[u8]> = rows
        .entries
        .iter()
        .map(|entry| entry.line.as_slice())
        .collect();
    transaction
        .execute(
            INSERT,
            &[
                &transaction.organization_id(),
                &rows.register_id,
                &rows.epoch,
                &rows.kind,
                &rows.detail,
                &rows.stored_hash,
                &seqs,
                &digests,
                &lines,
                &ROWS_MAX,
            ],
        )
        .await?;
    Ok(())
}
