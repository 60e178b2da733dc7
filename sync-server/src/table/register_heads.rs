//! `register_heads`: how far each epoch of a register is stored, and the tokens of its pushes.

use domain::entry::Head;
use domain::feed::RegisterStatus;
use uuid::Uuid;

use super::row::{ReadColumn as _, stored_seq};
use crate::database::{DatabaseError, DbTransaction};

/// A head and its tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeadRow {
    pub(crate) head: Head,
    pub(crate) ratchet: [u8; 16],
    pub(crate) previous_ratchet: Option<[u8; 16]>,
}

/// A register with all its heads.
#[derive(Debug)]
pub(crate) struct RegisterHeads {
    pub(crate) status: RegisterStatus,
    /// The token of the answer to the enrolment.
    pub(crate) enrol_ratchet: Option<[u8; 16]>,
    pub(crate) heads: Vec<HeadRow>,
}

/// The register and its heads. A register that does not exist counts as a revoked one.
pub(crate) async fn load(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<RegisterHeads, DatabaseError> {
    const LOAD: &str = "select r.status, r.enrol_ratchet, h.epoch, h.seq, h.hash, h.ratchet, \
             h.previous_ratchet \
         from registers r left join register_heads h \
           on h.organization_id = r.organization_id and h.register_id = r.register_id \
         where r.organization_id = $1 and r.register_id = $2";
    let rows = transaction
        .query(LOAD, &[&transaction.organization_id(), &register_id])
        .await?;
    let mut register = RegisterHeads {
        status: RegisterStatus::Revoked,
        enrol_ratchet: None,
        heads: Vec::new(),
    };
    for row in &rows {
        register.status = row.code("status")?;
        register.enrol_ratchet = Some(row.bytes("enrol_ratchet")?);
        if let Some(epoch) = row.try_get("epoch")? {
            register.heads.push(HeadRow {
                head: Head {
                    epoch,
                    seq: row.unsigned("seq")?,
                    hash: row.hash("hash")?,
                },
                ratchet: row.bytes("ratchet")?,
                previous_ratchet: row.bytes_opt("previous_ratchet")?,
            });
        }
    }
    Ok(register)
}

/// Moves a head on from the last known one, which also locks it; false if another push moved it
/// before.
pub(crate) async fn advance(
    transaction: &DbTransaction,
    register_id: Uuid,
    seen: Head,
    row: &HeadRow,
) -> Result<bool, DatabaseError> {
    const ADVANCE: &str = "update register_heads set seq = $4, hash = $5, ratchet = $6, \
             previous_ratchet = $7, updated_at = now() \
         where organization_id = $1 and register_id = $2 and epoch = $3 \
           and seq = $8 and hash = $9";
    let (hash, ratchet): (&[u8], &[u8]) = (&row.head.hash.0, &row.ratchet);
    let previous = row.previous_ratchet.as_ref().map(<[u8; 16]>::as_slice);
    let seen_hash: &[u8] = &seen.hash.0;
    let moved = transaction
        .execute(
            ADVANCE,
            &[
                &transaction.organization_id(),
                &register_id,
                &row.head.epoch,
                &stored_seq(row.head.seq)?,
                &hash,
                &ratchet,
                &previous,
                &stored_seq(seen.seq)?,
                &seen_hash,
            ],
        )
        .await?;
    Ok(moved == 1)
}

/// Stores the first head of an epoch; false if another push did so before.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    register_id: Uuid,
    row: &HeadRow,
) -> Result<bool, DatabaseError> {
    const INSERT: &str = "insert into register_heads \
           (organization_id, register_id, epoch, seq, hash, ratchet, previous_ratchet) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    let (hash, ratchet): (&[u8], &[u8]) = (&row.head.hash.0, &row.ratchet);
    let previous = row.previous_ratchet.as_ref().map(<[u8; 16]>::as_slice);
    let inserted = transaction
        .execute(
            INSERT,
            &[
                &transaction.organization_id(),
                &register_id,
                &row.head.epoch,
                &stored_seq(row.head.seq)?,
                &hash,
                &ratchet,
                &previous,
            ],
        )
        .await?;
    Ok(inserted == 1)
}
