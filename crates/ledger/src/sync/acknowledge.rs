//! Acknowledgements: the server signs how far it has the log.

use domain::entry::{Hash, PublicKey, SignedHead};
use uuid::Uuid;

use super::pending as changes;
use crate::commit::Commit;
use crate::error::{AcknowledgementError, LedgerError};
use crate::ledger::Ledger;
use crate::table::quarantined::{self, QuarantinedRow};
use crate::table::sync_state::{self, AcknowledgedMove};
use crate::table::{epochs, pending, profile_outbox};

/// The answer to a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// How far the server has the current epoch.
    pub head: SignedHead,
    /// The token for the next push.
    pub ratchet: String,
    /// The feed's last number after the push: the changes of the entries are at or below it.
    pub feed_seq: u64,
    /// Entries that the server put into quarantine.
    pub quarantined: Vec<QuarantinedEntry>,
    /// People whose names and PINs were sent along, each with the number of the change.
    pub profiles_sent: Vec<(Uuid, u64)>,
    /// When the answer arrived, milliseconds since 1970-01-01 UTC by the register's clock.
    pub now_ms: i64,
}

/// An entry that the server put into quarantine: stored, but not projected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedEntry {
    /// Its number within the epoch.
    pub seq: u64,
    pub entry_id: Uuid,
    /// The reason, by its code.
    pub reason: String,
}

impl Ledger {
    /// Moves the acknowledged position to the head that the server signed, in one small commit.
    ///
    /// The head is accepted only if this ledger's own hash at that seq is the same (Promise 4);
    /// otherwise the ledger stays unchanged. A head below the last one means that the server was
    /// restored from a backup: sending begins again after it, and the highest head is kept as the
    /// proof.
    pub fn acknowledge(&self, given: &Acknowledgement) -> Result<(), LedgerError> {
        self.commit(|commit| {
            check(commit, &given.head)?;
            move_position(commit, given)?;
            for entry in &given.quarantined {
                quarantine(commit, entry, given)?;
            }
            for (user_id, change_no) in &given.profiles_sent {
                let connection = commit.connection;
                profile_outbox::note_sent(connection, *user_id, *change_no, given.feed_seq)?;
            }
            Ok::<(), LedgerError>(())
        })?;
        // The feed may have brought the changes before the answer arrived.
        self.forget_confirmed()
    }
}

fn check(commit: &Commit<'_>, head: &SignedHead) -> Result<(), LedgerError> {
    let refuse = |error| Err(LedgerError::Acknowledgement(error));
    let Some(enrolment) = sync_state::read(commit.connection)?.enrolment else {
        return refuse(AcknowledgementError::NotEnrolled);
    };
    if head.organization_id != commit.identity.organization_id
        || head.register_id != commit.identity.register_id
    {
        return refuse(AcknowledgementError::ForeignHead);
    }
    if head.epoch != commit.identity.epoch {
        let epoch = head.epoch;
        return refuse(AcknowledgementError::OtherEpoch { epoch });
    }
    let signed = PublicKey::from_hex(&enrolment.server_public_key)
        .is_ok_and(|server| head.is_signed_by(&server));
    if !signed {
        return refuse(AcknowledgementError::NotSigned);
    }
    let own = if head.seq == 0 {
        Some(Hash::ZERO)
    } else {
        epochs::hash_at(commit.connection, head.epoch, head.seq)?
    };
    match own {
        None => refuse(AcknowledgementError::BeyondHead { seq: head.seq }),
        Some(own) if own != head.hash => refuse(AcknowledgementError::HashDiffers {
            seq: head.seq,
            server: head.hash,
            own,
        }),
        Some(_) => Ok(()),
    }
}

fn move_position(commit: &Commit<'_>, given: &Acknowledgement) -> Result<(), LedgerError> {
    let connection = commit.connection;
    let head = &given.head;
    // Before the first entry of a file there is position 0.
    let position = epochs::position_of(connection, head.epoch, head.seq)?.unwrap_or(0);
    let before = sync_state::positions(connection)?;
    if position < before.acknowledged {
        // The founding log is not pending: the feed waits until the server has it again.
        changes::renew(connection, position.max(before.founding))?;
        profile_outbox::send_all_again(connection)?;
    }
    let known = sync_state::read(connection)?.acknowledged;
    let highest = match &known {
        Some(known) if known.epoch == head.epoch && known.seq > head.seq => known,
        _ => head,
    };
    let moved = AcknowledgedMove {
        highest,
        position,
        ratchet: &given.ratchet,
        now_ms: given.now_ms,
        server_offset_ms: head.server_time_ms.saturating_sub(given.now_ms),
    };
    sync_state::acknowledge(connection, &moved)?;
    pending::note_acknowledged(connection, position, given.feed_seq)
}

fn quarantine(
    commit: &Commit<'_>,
    entry: &QuarantinedEntry,
    given: &Acknowledgement,
) -> Result<(), LedgerError> {
    let connection = commit.connection;
    let Some(position) = epochs::position_of(connection, given.head.epoch, entry.seq)? else {
        return Ok(());
    };
    let row = QuarantinedRow {
        position,
        entry_id: entry.entry_id,
        reason: entry.reason.clone(),
        noted_at_ms: given.now_ms,
    };
    quarantined::put(connection, &row)
}
