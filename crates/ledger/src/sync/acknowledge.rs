//! The server says how far it has the log.

use domain::entry::{Hash, PublicKey, SignedHead};
use uuid::Uuid;

use super::{outgoing, pending, profile, state};
use crate::{commit::Commit, error::LedgerError, open::Ledger, sql_value};

/// What an answer to a push says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// How far the server has the current epoch.
    pub head: SignedHead,
    /// The token for the next push.
    pub ratchet: String,
    /// The feed's last number after the push: what the entries changed is at or below it.
    pub feed_seq: u64,
    /// Entries that the server has set aside.
    pub quarantined: Vec<QuarantinedEntry>,
    /// People whose names and PINs were sent along, and which change of them.
    pub profiles_sent: Vec<(Uuid, u64)>,
    /// When the answer came, milliseconds since 1970-01-01 UTC by the register's clock.
    pub now_ms: i64,
}

/// An entry that the server has stored and set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedEntry {
    /// Its number within the epoch.
    pub seq: u64,
    /// Its id.
    pub entry_id: Uuid,
    /// Why, by its code.
    pub reason: String,
}

/// Why an acknowledgement is not believed (Promise 4). Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcknowledgementError {
    /// The register is not enrolled.
    #[error("the register is not enrolled")]
    NotEnrolled,
    /// The head is another register's.
    #[error("the head belongs to another register")]
    ForeignHead,
    /// The head is not of the epoch that this register is in.
    #[error("epoch {epoch} is not the one the register is in")]
    OtherEpoch {
        /// The head's epoch.
        epoch: Uuid,
    },
    /// The server did not sign the head.
    #[error("the head is not signed by the server")]
    NotSigned,
    /// The register has no entry at that seq.
    #[error("the register has no entry {seq}")]
    BeyondHead {
        /// The head's seq.
        seq: u64,
    },
    /// The register's own entry at that seq has another hash.
    #[error("at seq {seq} the server has {server}, the register {own}")]
    HashDiffers {
        /// The head's seq.
        seq: u64,
        /// The hash in the head.
        server: Hash,
        /// The register's own.
        own: Hash,
    },
}

impl Ledger {
    /// Moves the acknowledged place to what the server signed, in one small commit.
    ///
    /// It is believed only when this ledger's own hash at that seq is the server's (Promise 4);
    /// else nothing is changed. A head below the last one is a server that came back from a backup:
    /// sending begins again after it, and the highest head is kept as the proof.
    pub fn acknowledge(&self, given: &Acknowledgement) -> Result<(), LedgerError> {
        self.commit(|commit| {
            check(commit, &given.head)?;
            move_place(commit, given)?;
            for entry in &given.quarantined {
                set_aside(commit, entry, given)?;
            }
            for (user_id, change_no) in &given.profiles_sent {
                profile::note_sent(commit.connection, *user_id, *change_no, given.feed_seq)?;
            }
            Ok::<(), LedgerError>(())
        })?;
        // The feed may have brought the changes before the answer came.
        self.settle()
    }
}

fn check(commit: &Commit<'_>, head: &SignedHead) -> Result<(), LedgerError> {
    let refuse = |error| Err(LedgerError::Acknowledgement(error));
    let Some(enrolment) = state::read(commit.connection)?.enrolment else {
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
        outgoing::hash_at(commit.connection, head.epoch, head.seq)?
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

fn move_place(commit: &Commit<'_>, given: &Acknowledgement) -> Result<(), LedgerError> {
    let connection = commit.connection;
    let head = &given.head;
    // Without a first entry there is nothing before it, either.
    let position = outgoing::position_of(connection, head.epoch, head.seq)?.unwrap_or(0);
    let place = state::place(connection)?;
    if position < place.acknowledged {
        // What the shop brought along is not pending: the feed waits until the server has it again.
        pending::renew(connection, position.max(place.founding))?;
        profile::renew(connection)?;
    }
    let known = state::read(connection)?.acknowledged;
    let highest = match &known {
        Some(known) if known.epoch == head.epoch && known.seq > head.seq => known,
        _ => head,
    };
    connection
        .prepare_cached(
            "UPDATE sync_state SET acknowledged = ?1, acknowledged_position = ?2, ratchet = ?3,
                 last_push_ok_ms = ?4, server_offset_ms = ?5 WHERE only_row = 1",
        )?
        .execute((
            serde_json::to_string(highest)?,
            position,
            &given.ratchet,
            given.now_ms,
            head.server_time_ms.saturating_sub(given.now_ms),
        ))?;
    connection
        .prepare_cached(
            "UPDATE pending_entries SET feed_seq = ?2 WHERE position <= ?1 AND feed_seq IS NULL",
        )?
        .execute((position, sql_value::signed(given.feed_seq)))?;
    Ok(())
}

fn set_aside(
    commit: &Commit<'_>,
    entry: &QuarantinedEntry,
    given: &Acknowledgement,
) -> Result<(), LedgerError> {
    let at = outgoing::position_of(commit.connection, given.head.epoch, entry.seq)?;
    let Some(position) = at else { return Ok(()) };
    commit
        .connection
        .prepare_cached(
            "INSERT OR REPLACE INTO quarantined (position, entry_id, reason, noted_at_ms)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((position, entry.entry_id, &entry.reason, given.now_ms))?;
    Ok(())
}
