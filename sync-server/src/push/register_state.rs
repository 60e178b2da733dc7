//! The stored state of a register before a push, read without a lock.

use domain::entry::Hash;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::register_heads::{self, RegisterHeads};
use crate::table::{feed_counters, ledger_entries, quarantine};
use protocol::receive::{PushBatch, StoredHead, StoredState};

/// Reads the state that a push of this register needs. All statements are sent at once.
pub(super) async fn load(
    transaction: &DbTransaction,
    register_id: Uuid,
    batch: &PushBatch,
) -> Result<StoredState, DatabaseError> {
    let (epoch, first, last) = (batch.epoch, batch.first_seq, batch.last_seq());
    let (register, hashes, quarantined, feed_seq, continued_hash) = tokio::try_join!(
        register_heads::load(transaction, register_id),
        ledger_entries::hashes(transaction, register_id, epoch, first, last),
        quarantine::between(transaction, register_id, epoch, first, last),
        feed_counters::last(transaction),
        continued_hash(transaction, register_id, batch),
    )?;
    let mut state = StoredState {
        status: register.status,
        head: None,
        opening_ratchets: Vec::new(),
        other_heads: Vec::new(),
        hashes,
        continued_hash,
        quarantined,
        feed_seq,
    };
    add_heads(&mut state, &register, epoch);
    Ok(state)
}

/// The stored hash at the head that the batch's opening continues.
async fn continued_hash(
    transaction: &DbTransaction,
    register_id: Uuid,
    batch: &PushBatch,
) -> Result<Option<Hash>, DatabaseError> {
    let previous = batch.opening.as_ref().and_then(|opened| opened.previous);
    let Some(previous) = previous.filter(|previous| i64::try_from(previous.seq).is_ok()) else {
        return Ok(None);
    };
    let (epoch, seq) = (previous.epoch, previous.seq);
    let hashes = ledger_entries::hashes(transaction, register_id, epoch, seq, seq).await?;
    Ok(hashes.first().copied())
}

fn add_heads(state: &mut StoredState, register: &RegisterHeads, epoch: Uuid) {
    state.opening_ratchets.extend(register.enrol_ratchet);
    for row in &register.heads {
        if row.head.epoch == epoch {
            state.head = Some(StoredHead {
                head: row.head,
                ratchet: row.ratchet,
                previous_ratchet: row.previous_ratchet,
            });
        } else {
            state.other_heads.push(row.head);
            state.opening_ratchets.push(row.ratchet);
            state.opening_ratchets.extend(row.previous_ratchet);
        }
    }
}
