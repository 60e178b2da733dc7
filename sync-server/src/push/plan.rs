//! What is to be done with a push: the rules, without a database.

use domain::entry::body::{EpochCause, PreviousEpoch, RegisterOpened};
use domain::entry::{Entry, EntryBody, EntryKind, PublicKey};
use domain::feed::RegisterStatus;

use super::batch::{Batch, Ratchet};
use super::standing::Standing;
use crate::database::DatabaseError;

/// What is to be done. Faults by descending precedence: fork, ratchet, gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// Nothing: all of it is stored already, with the same hashes.
    Stored,
    /// Verify and append the entries from this one on.
    Append { from: usize },
    /// Refuse: another entry is stored where this one stands.
    Fork { at: usize },
    /// Refuse: another copy of this register speaks.
    Ratchet,
    /// Refuse: entries are missing in between.
    Gap,
}

/// Decides. `server` is this server's public key.
pub(super) fn plan(
    batch: &Batch,
    standing: &Standing,
    server: &PublicKey,
) -> Result<Plan, DatabaseError> {
    let head = standing.head_or_start(batch.epoch);
    let is_known = |entry: &&Entry| entry.header.seq <= head.seq;
    let known = batch.entries.iter().take_while(is_known).count();
    for (at, entry) in batch.entries.iter().take(known).enumerate() {
        let stored = standing.stored.get(at);
        let stored = stored.ok_or(DatabaseError::Unreadable { column: "seq" })?;
        if *stored != entry.hash {
            return Ok(Plan::Fork { at });
        }
    }
    if known == batch.entries.len() && known > 0 {
        return Ok(Plan::Stored);
    }
    // A revoked register gets nothing: whose copy it is does not matter.
    let may_speak = standing.status == RegisterStatus::Revoked
        || ratchet_is_good(batch, standing)
        || server_is_older(batch, standing, server);
    if !may_speak {
        return Ok(Plan::Ratchet);
    }
    if batch.entries.is_empty() {
        return Ok(Plan::Stored);
    }
    if known == 0 && batch.first_seq != head.seq.saturating_add(1) {
        return Ok(Plan::Gap);
    }
    Ok(Plan::Append { from: known })
}

/// The current token or the one before. A new epoch may come with any token of the register, and with none when it says
/// itself that it is a copy: that raises an alarm anyway.
fn ratchet_is_good(batch: &Batch, standing: &Standing) -> bool {
    let Some(stored) = &standing.head else {
        let is_copy = opening(batch)
            .and_then(|opened| opened.previous)
            .is_some_and(is_copy);
        return is_copy
            || standing
                .opening_ratchets
                .iter()
                .any(|one| same(one, &batch.ratchet));
    };
    let previous = stored.previous_ratchet.iter();
    [&stored.ratchet]
        .into_iter()
        .chain(previous)
        .any(|one| same(one, &batch.ratchet))
}

const fn is_copy(previous: PreviousEpoch) -> bool {
    matches!(previous.cause, EpochCause::Restored | EpochCause::Cloned)
}

/// Whether this server once signed a head of this register above the one it has: it came back from a backup. The head
/// may be of a later epoch than the batch: what is before that one may be missing, too, and is sent first.
pub(super) fn server_is_older(batch: &Batch, standing: &Standing, server: &PublicKey) -> bool {
    batch.acknowledged.as_ref().is_some_and(|acknowledged| {
        acknowledged.seq > standing.seq_of(acknowledged.epoch) && acknowledged.is_signed_by(server)
    })
}

/// Whether only the register's word lets the push through: the numbers of the feed that were given since the backup are
/// about to be given again, and cursors of other registers may stand among them.
pub(super) fn begins_new_feed(batch: &Batch, standing: &Standing, server: &PublicKey) -> bool {
    standing.status == RegisterStatus::Active
        && !ratchet_is_good(batch, standing)
        && server_is_older(batch, standing, server)
}

/// The opening of the epoch, where the batch begins with one that can be read.
pub(super) fn opening(batch: &Batch) -> Option<Box<RegisterOpened>> {
    let entry = batch.entries.first()?;
    if entry.header.seq != 1 || entry.header.kind != EntryKind::RegisterOpened {
        return None;
    }
    let header = &entry.header;
    match EntryBody::decode(&header.kind, header.version, &entry.body) {
        Ok(EntryBody::RegisterOpened(opened)) => Some(opened),
        _ => None,
    }
}

/// Compares in a time that does not depend on where they differ.
fn same(one: &Ratchet, other: &Ratchet) -> bool {
    one.iter()
        .zip(other)
        .fold(0, |differs, (a, b)| differs | (a ^ b))
        == 0
}
