//! The raw entries and the head, as the database keeps them.

use domain::entry::{Entry, Head};
use uuid::Uuid;

use super::batch::Ratchet;
use super::standing::signed;
use crate::database::{DatabaseError, DbTransaction};

/// Writes entries as they were sent.
pub(super) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    entries: &[Entry],
) -> Result<(), DatabaseError> {
    const INSERT: &str = include_str!("sql/entries_insert.sql");
    let headers = || entries.iter().map(|entry| &entry.header);
    let seqs: Vec<i64> = headers()
        .map(|header| signed(header.seq))
        .collect::<Result<_, _>>()?;
    let ids: Vec<Uuid> = headers().map(|header| header.entry_id).collect();
    let kinds: Vec<&str> = headers().map(|header| header.kind.as_str()).collect();
    let versions: Vec<i32> = headers().map(|header| i32::from(header.version)).collect();
    let times: Vec<i64> = headers().map(|header| header.recorded_at_ms).collect();
    let offsets: Vec<i16> = headers()
        .map(|header| header.clock.utc_offset_minutes)
        .collect();
    let suspects: Vec<bool> = headers().map(|header| header.clock.suspect).collect();
    let links: Vec<&[u8]> = headers()
        .map(|header| header.prev_hash.0.as_slice())
        .collect();
    let hashes: Vec<&[u8]> = entries
        .iter()
        .map(|entry| entry.hash.0.as_slice())
        .collect();
    let signatures: Vec<&[u8]> = entries
        .iter()
        .map(|entry| entry.signature.as_slice())
        .collect();
    let bodies: Vec<&[u8]> = entries.iter().map(|entry| entry.body.as_slice()).collect();
    transaction
        .execute(
            INSERT,
            &[
                &transaction.organization_id(),
                &register_id,
                &epoch,
                &seqs,
                &ids,
                &kinds,
                &versions,
                &times,
                &offsets,
                &suspects,
                &links,
                &hashes,
                &signatures,
                &bodies,
            ],
        )
        .await?;
    Ok(())
}

/// The tokens of a push.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokens {
    /// What it came with: good again, however many answers are lost one after the other.
    pub(super) presented: Ratchet,
    /// What its answer holds.
    pub(super) next: Ratchet,
}

/// Moves the head from where it was seen, and with that locks it; false where another push was quicker.
pub(super) async fn move_head(
    transaction: &DbTransaction,
    register_id: Uuid,
    seen: Head,
    head: Head,
    tokens: Tokens,
) -> Result<bool, DatabaseError> {
    const MOVE: &str = "update register_heads set seq = $4, hash = $5, previous_ratchet = $9, ratchet = $6, \
             updated_at = now() \
         where organization_id = $1 and register_id = $2 and epoch = $3 and seq = $7 and hash = $8";
    let (hash, ratchet): (&[u8], &[u8]) = (&head.hash.0, &tokens.next);
    let (seen_hash, presented): (&[u8], &[u8]) = (&seen.hash.0, &tokens.presented);
    let moved = transaction
        .execute(
            MOVE,
            &[
                &transaction.organization_id(),
                &register_id,
                &head.epoch,
                &signed(head.seq)?,
                &hash,
                &ratchet,
                &signed(seen.seq)?,
                &seen_hash,
                &presented,
            ],
        )
        .await?;
    Ok(moved == 1)
}

/// Makes the head of an epoch of which nothing was stored; false where another push was quicker.
pub(super) async fn begin_head(
    transaction: &DbTransaction,
    register_id: Uuid,
    head: Head,
    tokens: Tokens,
) -> Result<bool, DatabaseError> {
    const BEGIN: &str = "insert into register_heads \
         (organization_id, register_id, epoch, seq, hash, ratchet, previous_ratchet) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    let (hash, ratchet): (&[u8], &[u8]) = (&head.hash.0, &tokens.next);
    let presented: &[u8] = &tokens.presented;
    let begun = transaction
        .execute(
            BEGIN,
            &[
                &transaction.organization_id(),
                &register_id,
                &head.epoch,
                &signed(head.seq)?,
                &hash,
                &ratchet,
                &presented,
            ],
        )
        .await?;
    Ok(begun == 1)
}
