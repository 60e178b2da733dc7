//! The rules for receiving a push.

use domain::entry::kinds::{EpochCause, PreviousEpoch, RegisterOpened};
use domain::entry::{
    ClockReading, Entry, EntryBody, EntryHeader, EntryKind, Hash, Head, SignedHead, seal,
};
use domain::feed::RegisterStatus;
use protocol::QuarantineReason;
use protocol::receive::{
    AppendPlan, LogOwner, PushAlarmKind, PushBatch, PushPlan, PushRejection, Ratchet, StoredHead,
    StoredPlan, StoredState, TamperError, plan, verify,
};
use uuid::Uuid;

use super::{TIME, id, register_key, server_key};

const EPOCH: Uuid = Uuid::from_u128(10);
const CURRENT: Ratchet = [3; 16];
const PREVIOUS: Ratchet = [2; 16];
const ENROLLED: Ratchet = [1; 16];
const FOREIGN: Ratchet = [9; 16];

fn owner() -> LogOwner {
    LogOwner {
        organization_id: id(1),
        register_id: id(2),
        key: register_key().public(),
    }
}

/// A log with this many entries. The first opens the epoch, the others are of an unknown kind.
fn log(entries: u64, previous: Option<PreviousEpoch>) -> Vec<Entry> {
    let mut head = Head::start(EPOCH);
    (1..=entries)
        .map(|seq| {
            let entry = entry(seq, head.hash, previous);
            head = entry.head();
            entry
        })
        .collect()
}

fn entry(seq: u64, prev_hash: Hash, previous: Option<PreviousEpoch>) -> Entry {
    let opened = RegisterOpened {
        store_id: id(3),
        register_name: "Kasir 1".to_owned(),
        public_key: register_key().public(),
        previous,
    };
    let opened = EntryBody::RegisterOpened(Box::new(opened))
        .encode()
        .unwrap();
    let (kind, body) = if seq == 1 {
        (opened.kind, opened.bytes)
    } else {
        (EntryKind::from_code("moon_seen"), b"{}".to_vec())
    };
    let header = EntryHeader {
        organization_id: id(1),
        register_id: id(2),
        epoch: EPOCH,
        seq,
        entry_id: id(100 + u128::from(seq)),
        kind,
        version: opened.version,
        recorded_at_ms: TIME,
        clock: ClockReading {
            utc_offset_minutes: 420,
            suspect: false,
        },
        prev_hash,
    };
    seal(header, body, &register_key()).unwrap()
}

/// The entries of a log from one seq to another, both included, as they are sent.
fn sent(log: &[Entry], first: u64, last: u64, ratchet: Ratchet) -> PushBatch {
    let is_sent = |entry: &&Entry| (first..=last).contains(&entry.header.seq);
    let entries: Vec<Entry> = log.iter().filter(is_sent).cloned().collect();
    PushBatch {
        epoch: EPOCH,
        ratchet,
        acknowledged: None,
        first_seq: first,
        opening: PushBatch::opening_of(&entries),
        entries,
        profiles: Vec::new(),
    }
}

/// The stored state before a push from `first` on, when the log is stored up to a seq.
fn stored(log: &[Entry], upto: u64, first: u64) -> StoredState {
    let until = log.iter().filter(|entry| entry.header.seq <= upto);
    StoredState {
        status: RegisterStatus::Active,
        head: until.clone().next_back().map(|last| StoredHead {
            head: last.head(),
            ratchet: CURRENT,
            previous_ratchet: Some(PREVIOUS),
        }),
        opening_ratchets: vec![ENROLLED],
        other_heads: Vec::new(),
        hashes: until
            .filter(|entry| entry.header.seq >= first)
            .map(|entry| entry.hash)
            .collect(),
        continued_hash: None,
        quarantined: Vec::new(),
        feed_seq: 0,
    }
}

fn planned(batch: &PushBatch, stored: &StoredState) -> PushPlan {
    plan(batch, stored, &owner(), &server_key().public()).unwrap()
}

/// The head that the server once signed, at this seq.
fn acknowledged(seq: u64) -> SignedHead {
    let head = Head {
        epoch: EPOCH,
        seq,
        hash: Hash::ZERO,
    };
    SignedHead::sign(id(1), id(2), head, TIME, &server_key())
}

fn append(from: usize) -> PushPlan {
    PushPlan::Append(AppendPlan {
        from,
        projects: true,
        new_feed: false,
        alarms: Vec::new(),
        opening: None,
    })
}

#[test]
fn what_is_stored_decides_what_becomes_of_a_push() {
    let log = log(6, None);
    let already = PushPlan::Stored(StoredPlan {
        new_feed: false,
        alarms: Vec::new(),
        takes_profiles: false,
    });
    let refused = PushPlan::Refuse;
    // Stored up to, sent from and to, with which token.
    for (upto, first, last, ratchet, expected) in [
        (3, 4, 6, CURRENT, append(0)),
        (3, 4, 6, PREVIOUS, append(0)),
        (3, 2, 6, CURRENT, append(2)),
        (3, 4, 6, FOREIGN, refused(PushRejection::Ratchet)),
        (3, 4, 6, ENROLLED, refused(PushRejection::Ratchet)),
        (3, 5, 6, CURRENT, refused(PushRejection::Gap)),
        (3, 2, 3, FOREIGN, already),
        (3, 4, 3, FOREIGN, refused(PushRejection::Ratchet)),
        (0, 2, 6, ENROLLED, refused(PushRejection::Gap)),
    ] {
        let found = planned(
            &sent(&log, first, last, ratchet),
            &stored(&log, upto, first),
        );
        assert_eq!(found, expected, "{first} to {last} after {upto}");
    }
}

#[test]
fn a_new_epoch_comes_with_a_token_of_the_register_and_names_it() {
    let log = log(2, None);
    let PushPlan::Append(plan) = planned(&sent(&log, 1, 2, ENROLLED), &stored(&log, 0, 1)) else {
        panic!("it is taken");
    };
    assert_eq!(plan.opening.unwrap().register_name, "Kasir 1");
    assert!(plan.alarms.is_empty() && plan.projects && !plan.new_feed);
    let refused = planned(&sent(&log, 1, 2, FOREIGN), &stored(&log, 0, 1));
    assert_eq!(refused, PushPlan::Refuse(PushRejection::Ratchet));
}

#[test]
fn a_copy_that_says_so_needs_no_token_and_raises_an_alarm() {
    let previous = PreviousEpoch {
        epoch: Uuid::from_u128(9),
        seq: 5,
        hash: Hash([5; 32]),
        cause: EpochCause::Cloned,
    };
    let log = log(1, Some(previous));
    let batch = sent(&log, 1, 1, FOREIGN);
    for (continued, alarms) in [
        (Some(previous.hash), vec![PushAlarmKind::EpochContinued]),
        (
            None,
            vec![
                PushAlarmKind::EpochContinued,
                PushAlarmKind::EpochUnknownHead,
            ],
        ),
    ] {
        let mut stored = stored(&log, 0, 1);
        stored.continued_hash = continued;
        let PushPlan::Append(plan) = planned(&batch, &stored) else {
            panic!("it is taken");
        };
        let kinds: Vec<_> = plan.alarms.iter().map(|alarm| alarm.kind).collect();
        assert_eq!(kinds, alarms);
    }
}

#[test]
fn another_entry_at_a_stored_seq_is_a_fork_whatever_the_token_is() {
    let log = log(3, None);
    let mut stored = stored(&log, 3, 2);
    stored.hashes[1] = Hash([7; 32]);
    let found = planned(&sent(&log, 2, 3, FOREIGN), &stored);
    let stored = Some(Hash([7; 32]));
    let rejection = PushRejection::Fork { at: 1, stored };
    assert_eq!(found, PushPlan::Refuse(rejection));
}

#[test]
fn an_entry_of_another_log_is_refused_before_anything_else() {
    let log = log(3, None);
    let mut batch = sent(&log, 2, 3, CURRENT);
    batch.entries[1].header.register_id = id(77);
    let error = TamperError::Foreign;
    let rejection = PushRejection::Tamper { at: 1, error };
    assert_eq!(
        planned(&batch, &stored(&log, 3, 2)),
        PushPlan::Refuse(rejection)
    );
}

#[test]
fn a_server_that_signed_a_higher_head_came_back_older_and_takes_the_push() {
    let log = log(6, None);
    // The token, and whether the feed begins anew: it does where the register's claim is the only
    // evidence.
    for (ratchet, new_feed) in [(FOREIGN, true), (CURRENT, false)] {
        let mut batch = sent(&log, 4, 6, ratchet);
        batch.acknowledged = Some(acknowledged(6));
        let PushPlan::Append(plan) = planned(&batch, &stored(&log, 3, 4)) else {
            panic!("it is taken");
        };
        assert_eq!(plan.new_feed, new_feed);
        assert_eq!(plan.alarms[0].kind, PushAlarmKind::ServerOlder);
    }
    let mut empty = sent(&log, 4, 3, FOREIGN);
    empty.acknowledged = Some(acknowledged(6));
    let PushPlan::Stored(plan) = planned(&empty, &stored(&log, 3, 4)) else {
        panic!("there is nothing to store");
    };
    assert!(plan.new_feed);
    assert_eq!(plan.alarms.len(), 1);
}

#[test]
fn a_revoked_register_drains_its_log_and_none_of_it_counts() {
    let log = log(6, None);
    let mut stored = stored(&log, 3, 4);
    stored.status = RegisterStatus::Revoked;
    let PushPlan::Append(plan) = planned(&sent(&log, 4, 6, FOREIGN), &stored) else {
        panic!("it is stored");
    };
    assert!(!plan.projects);
}

#[test]
fn a_stored_log_with_a_hole_is_an_error() {
    let log = log(3, None);
    let mut stored = stored(&log, 3, 2);
    stored.hashes.pop();
    let found = plan(
        &sent(&log, 2, 3, CURRENT),
        &stored,
        &owner(),
        &server_key().public(),
    );
    assert_eq!(found.unwrap_err().seq, 3);
}

#[test]
fn verified_entries_are_read_and_an_unknown_kind_is_quarantined() {
    let log = log(3, None);
    let verified = verify(&log, 1, log[0].head(), &owner()).unwrap();
    let seqs: Vec<u64> = verified.iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs, [2, 3]);
    for entry in verified {
        let held = entry.body.unwrap_err();
        assert_eq!(held.reason, QuarantineReason::UnknownKind);
        assert!(!held.projected);
    }
}

#[test]
fn an_entry_that_continues_another_head_is_a_fork_and_a_changed_one_is_tampered() {
    let log = log(3, None);
    let other = Head {
        hash: Hash([8; 32]),
        ..log[0].head()
    };
    let stored = Some(other.hash);
    assert_eq!(
        verify(&log, 1, other, &owner()).unwrap_err(),
        PushRejection::Fork { at: 1, stored }
    );
    let mut changed = log.clone();
    changed[2].body = b"{ }".to_vec();
    let found = verify(&changed, 1, log[0].head(), &owner()).unwrap_err();
    assert!(
        matches!(found, PushRejection::Tamper { at: 2, .. }),
        "{found:?}"
    );
}

#[test]
fn an_epoch_begins_with_an_opening_that_names_the_registers_key() {
    let entries = log(1, None);
    let mut stranger = owner();
    let opened = verify(&entries, 0, Head::start(EPOCH), &stranger);
    assert!(opened.is_ok());
    stranger.key = server_key().public();
    let found = verify(&entries, 0, Head::start(EPOCH), &stranger).unwrap_err();
    assert!(
        matches!(found, PushRejection::Tamper { at: 0, .. }),
        "{found:?}"
    );
}
