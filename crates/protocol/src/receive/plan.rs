//! What to do with a push.

use domain::Code as _;
use domain::entry::kinds::{EpochCause, PreviousEpoch, RegisterOpened};
use domain::entry::{Entry, Hash, PublicKey};
use domain::feed::RegisterStatus;
use uuid::Uuid;

use super::alarm::{PushAlarm, PushAlarmKind};
use super::batch::{PushBatch, Ratchet};
use super::rejection::{LogOwner, PushRejection, TamperError};
use super::stored_state::StoredState;

/// What to do with a push.
#[derive(Debug, PartialEq, Eq)]
pub enum PushPlan {
    /// All entries are stored already, with the same hashes.
    Stored(StoredPlan),
    /// Verify the new entries, and store them.
    Append(AppendPlan),
    Refuse(PushRejection),
}

/// The remaining work for a push without new entries.
#[derive(Debug, PartialEq, Eq)]
pub struct StoredPlan {
    /// The feed gets a new incarnation. See [`AppendPlan::new_feed`].
    pub new_feed: bool,
    /// Alarms for the administrator.
    pub alarms: Vec<PushAlarm>,
    /// Whether the names and PINs that came along are stored.
    pub takes_profiles: bool,
}

/// How to store a push with new entries.
#[derive(Debug, PartialEq, Eq)]
pub struct AppendPlan {
    /// The index of the first new entry in the batch.
    pub from: usize,
    /// Whether the entries count. Those of a revoked register are stored and do not.
    pub projects: bool,
    /// The receiver was restored from an older backup, and this push is the first to show it.
    /// Numbers of the feed that were given since the backup will be given again, and cursors of
    /// other registers may be among them. So the feed gets a new incarnation.
    pub new_feed: bool,
    /// Alarms for the administrator, although the push is accepted.
    pub alarms: Vec<PushAlarm>,
    /// The opening of the epoch, if the epoch is new. It names the register.
    pub opening: Option<Box<RegisterOpened>>,
}

/// The stored log has fewer entries than its head claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored log has no entry {seq}, which is below its head")]
pub struct StoredLogIncomplete {
    /// The seq of the missing entry.
    pub seq: u64,
}

/// Decides what to do with a push. `receiver` is the key with which the receiver signs heads.
pub fn plan(
    batch: &PushBatch,
    stored: &StoredState,
    owner: &LogOwner,
    receiver: &PublicKey,
) -> Result<PushPlan, StoredLogIncomplete> {
    let is_foreign = |entry: &Entry| !belongs_to(entry, owner, batch.epoch);
    if let Some(at) = batch.entries.iter().position(is_foreign) {
        let error = TamperError::Foreign;
        return Ok(PushPlan::Refuse(PushRejection::Tamper { at, error }));
    }
    let head = stored.head_or_start(batch.epoch);
    let is_stored = |entry: &&Entry| entry.header.seq <= head.seq;
    let known = batch.entries.iter().take_while(is_stored).count();
    if let Some(rejection) = find_fork(&batch.entries, known, &stored.hashes)? {
        return Ok(PushPlan::Refuse(rejection));
    }
    if known == batch.entries.len() && known > 0 {
        return Ok(PushPlan::Stored(stored_plan(batch, stored, false)));
    }
    let is_active = stored.status == RegisterStatus::Active;
    let has_token = ratchet_is_good(batch, stored);
    let is_older = receiver_is_older(batch, stored, receiver);
    // A revoked register receives no data, so it does not matter which copy of it asks.
    if is_active && !has_token && !is_older {
        return Ok(PushPlan::Refuse(PushRejection::Ratchet));
    }
    let new_feed = is_active && !has_token && is_older;
    if batch.entries.is_empty() {
        return Ok(PushPlan::Stored(stored_plan(batch, stored, new_feed)));
    }
    if known == 0 && batch.first_seq != head.seq.saturating_add(1) {
        return Ok(PushPlan::Refuse(PushRejection::Gap));
    }
    let opening = batch.opening.clone().filter(|_| stored.head.is_none());
    let mut alarms = Vec::new();
    if is_active {
        alarms.extend(is_older.then(|| server_older(batch, stored)));
        alarms.extend(
            opening
                .iter()
                .flat_map(|opened| epoch_alarms(opened, stored)),
        );
    }
    Ok(PushPlan::Append(AppendPlan {
        from: known,
        projects: is_active,
        new_feed,
        alarms,
        opening,
    }))
}

fn stored_plan(batch: &PushBatch, stored: &StoredState, new_feed: bool) -> StoredPlan {
    StoredPlan {
        new_feed,
        alarms: new_feed
            .then(|| server_older(batch, stored))
            .into_iter()
            .collect(),
        takes_profiles: !batch.profiles.is_empty() && stored.status == RegisterStatus::Active,
    }
}

fn belongs_to(entry: &Entry, owner: &LogOwner, epoch: Uuid) -> bool {
    let header = &entry.header;
    header.organization_id == owner.organization_id
        && header.register_id == owner.register_id
        && header.epoch == epoch
}

/// The first of the `known` entries whose hash is not the stored one.
fn find_fork(
    entries: &[Entry],
    known: usize,
    hashes: &[Hash],
) -> Result<Option<PushRejection>, StoredLogIncomplete> {
    for (at, entry) in entries.iter().take(known).enumerate() {
        let stored = hashes.get(at).copied().ok_or(StoredLogIncomplete {
            seq: entry.header.seq,
        })?;
        if stored != entry.hash {
            let stored = Some(stored);
            return Ok(Some(PushRejection::Fork { at, stored }));
        }
    }
    Ok(None)
}

/// Whether the token is the current one or the one before. A new epoch may come with any token of
/// the register. If the opening states that the register is a copy, the token is not needed,
/// because that raises an alarm anyway.
fn ratchet_is_good(batch: &PushBatch, stored: &StoredState) -> bool {
    let Some(head) = &stored.head else {
        let previous = batch.opening.as_ref().and_then(|opened| opened.previous);
        return previous.is_some_and(is_copy)
            || stored
                .opening_ratchets
                .iter()
                .any(|one| is_same(one, &batch.ratchet));
    };
    [Some(head.ratchet), head.previous_ratchet]
        .iter()
        .flatten()
        .any(|one| is_same(one, &batch.ratchet))
}

const fn is_copy(previous: PreviousEpoch) -> bool {
    matches!(previous.cause, EpochCause::Restored | EpochCause::Cloned)
}

/// Whether the receiver once signed a head of this register above the one it has: it was restored
/// from a backup. That head may be of a later epoch than the batch, because what is before that
/// epoch may be missing too, and is sent first.
fn receiver_is_older(batch: &PushBatch, stored: &StoredState, receiver: &PublicKey) -> bool {
    batch.acknowledged.as_ref().is_some_and(|acknowledged| {
        acknowledged.seq > stored.seq_of(acknowledged.epoch) && acknowledged.is_signed_by(receiver)
    })
}

fn server_older(batch: &PushBatch, stored: &StoredState) -> PushAlarm {
    let (had, has) = batch
        .acknowledged
        .as_ref()
        .map_or((0, 0), |head| (head.seq, stored.seq_of(head.epoch)));
    PushAlarm {
        kind: PushAlarmKind::ServerOlder,
        detail: format!("this server once had {had} entries and came back with {has}"),
    }
}

/// The alarms about the opening of a new epoch.
fn epoch_alarms(opened: &RegisterOpened, stored: &StoredState) -> Vec<PushAlarm> {
    let unknown_head = |detail| PushAlarm {
        kind: PushAlarmKind::EpochUnknownHead,
        detail,
    };
    let Some(previous) = opened.previous else {
        let detail = "it continues nothing, and there are other epochs".to_owned();
        return if stored.other_heads.is_empty() {
            Vec::new()
        } else {
            vec![unknown_head(detail)]
        };
    };
    let mut alarms = vec![PushAlarm {
        kind: PushAlarmKind::EpochContinued,
        detail: format!("a new epoch because of {}", previous.cause.as_str()),
    }];
    if previous.seq > 0 && stored.continued_hash != Some(previous.hash) {
        let detail = format!("it continues seq {} of {}", previous.seq, previous.epoch);
        alarms.push(unknown_head(detail));
    }
    alarms
}

/// Compares in a time that does not depend on where the tokens differ.
fn is_same(one: &Ratchet, other: &Ratchet) -> bool {
    one.iter()
        .zip(other)
        .fold(0, |differs, (a, b)| differs | (a ^ b))
        == 0
}
