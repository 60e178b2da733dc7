//! Restored and cloned registers: a new epoch, and nothing lost.

use domain::entry::body::EpochCause;
use domain::entry::{Hash, Head};
use sync::engine::{Attempt, AttentionCode, EpochSpan, Input, Output, SyncState};
use sync::wire::RefusalCode;
use uuid::Uuid;

use super::{Bench, EPOCH, hash, head, head_of, span, standing};

const SECOND: Uuid = Uuid::from_u128(0x0b);

fn opened(bench: &Bench) -> Option<(Attempt, EpochCause, Head)> {
    bench.outputs.iter().find_map(|output| match output {
        Output::OpenEpoch {
            attempt,
            cause,
            previous,
        } => Some((*attempt, *cause, *previous)),
        _ => None,
    })
}

#[test]
fn a_copy_opens_an_epoch_after_the_last_common_head() {
    use EpochCause::{Cloned, Restored};
    let elsewhere = Some(Hash::ZERO);
    // code, head of the server, own hash there -> cause, last common seq; own log 9, acknowledged 5
    let table = [
        (RefusalCode::Fork, Some(head(8)), elsewhere, Cloned, 5),
        (RefusalCode::Fork, Some(head(12)), None, Restored, 5),
        (
            RefusalCode::Ratchet,
            Some(head(7)),
            Some(hash(EPOCH, 7)),
            Cloned,
            7,
        ),
        (
            RefusalCode::Ratchet,
            Some(head(3)),
            Some(hash(EPOCH, 3)),
            Cloned,
            3,
        ),
        (RefusalCode::Ratchet, Some(head(3)), elsewhere, Cloned, 0),
        (RefusalCode::Ratchet, None, None, Cloned, 5),
        (RefusalCode::Gap, Some(head(12)), None, Restored, 5),
    ];
    for (code, head, own_hash, cause, seq) in table {
        let mut bench = Bench::new(&standing(9, 5));
        let order = bench.push();
        bench.refuse_at(order.attempt, code, head, own_hash);
        let (_, found, previous) = opened(&bench).expect("no epoch is opened");
        assert_eq!((found, previous.seq), (cause, seq), "{code:?}");
        assert_eq!(previous.epoch, EPOCH);
        assert_eq!(previous.hash, hash(EPOCH, seq));
        assert_eq!(bench.raised(), [AttentionCode::RegisterCopied]);
    }
}

#[test]
fn the_new_epoch_is_sent_from_its_first_entry_and_the_notice_stays() {
    let mut bench = Bench::new(&standing(9, 5));
    let order = bench.push();
    bench.refuse_at(order.attempt, RefusalCode::Fork, Some(head(8)), None);
    let (attempt, _, previous) = opened(&bench).unwrap();
    let second = EpochSpan {
        epoch: SECOND,
        last_seq: 5,
        previous: Some(previous),
    };
    bench.give(Input::EpochOpened {
        attempt,
        epochs: vec![span(EPOCH, 9), second],
    });
    let order = bench.push();
    assert_eq!(
        (order.epoch, order.max_entries),
        (EPOCH, 0),
        "it looks back"
    );
    bench.refuse_at(order.attempt, RefusalCode::Ratchet, Some(head(8)), None);
    let order = bench.push();
    assert_eq!(
        (order.epoch, order.first_seq, order.max_entries),
        (SECOND, 1, 5)
    );
    bench.answer(order.attempt, head_of(SECOND, 5), "r1");
    bench.noted(order.attempt);
    assert_eq!(bench.engine.waiting(), 0);
    let copied = AttentionCode::RegisterCopied;
    assert_eq!(bench.engine.state(), SyncState::NeedsAttention(copied));
    bench.give(Input::AttentionDismissed { code: copied });
    assert_eq!(bench.engine.state(), SyncState::Synced);
}

#[test]
fn four_epochs_without_an_acknowledgement_stop_the_push() {
    let mut standing = standing(9, 5);
    for number in 1..=4 {
        standing
            .epochs
            .push(span(Uuid::from_u128(0xb0 + number), 5));
    }
    let newest = Uuid::from_u128(0xb4);
    let mut bench = Bench::new(&standing);
    let order = bench.push();
    assert_eq!(order.epoch, newest);
    bench.refuse_at(
        order.attempt,
        RefusalCode::Fork,
        Some(head_of(newest, 3)),
        None,
    );
    assert_eq!(opened(&bench), None);
    assert_eq!(bench.raised(), [AttentionCode::EpochRefused]);
    bench.after(86_400_000);
    assert!(bench.maybe_push().is_none());
    bench.give(Input::AskedNow);
    assert!(bench.maybe_push().is_some(), "a person may try again");
}

/// The ledger wrote epoch A to 20, left it at 10, and has 7 of epoch B acknowledged.
fn two_epochs() -> sync::engine::Standing {
    let mut standing = standing(20, 0);
    let previous = Head {
        epoch: EPOCH,
        seq: 10,
        hash: hash(EPOCH, 10),
    };
    standing.epochs.push(EpochSpan {
        epoch: SECOND,
        last_seq: 7,
        previous: Some(previous),
    });
    standing.acknowledged = Some(head_of(SECOND, 7));
    standing.confirmed_seq = 7;
    standing
}

#[test]
fn a_server_that_lost_an_epoch_gets_the_older_ones_first() {
    let mut bench = Bench::new(&two_epochs());
    let order = bench.push();
    assert_eq!((order.epoch, order.first_seq), (SECOND, 8));
    bench.answer(order.attempt, head_of(SECOND, 0), "r0");
    bench.noted(order.attempt);
    let order = bench.push();
    assert_eq!(
        (order.epoch, order.max_entries),
        (EPOCH, 0),
        "first it asks"
    );
    assert_eq!(order.acknowledged, Some(head_of(SECOND, 7)), "the proof");
    bench.answer(order.attempt, head(4), "r0");
    let order = bench.push();
    assert_eq!(
        (order.epoch, order.first_seq, order.max_entries),
        (EPOCH, 5, 6)
    );
    bench.answer(order.attempt, head(10), "r1");
    bench.noted(order.attempt);
    let order = bench.push();
    assert_eq!(
        (order.epoch, order.first_seq, order.max_entries),
        (SECOND, 1, 7)
    );
    bench.answer(order.attempt, head_of(SECOND, 7), "r2");
    bench.noted(order.attempt);
    assert_eq!(bench.engine.state(), SyncState::Synced);
}

#[test]
fn epochs_from_before_the_enrolment_are_sent_in_order() {
    let mut standing = two_epochs();
    standing.acknowledged = None;
    let mut bench = Bench::new(&standing);
    assert_eq!(bench.engine.waiting(), 17);
    let mut sent = Vec::new();
    for _ in 0..4 {
        let Some(order) = bench.maybe_push() else {
            break;
        };
        sent.push((order.epoch, order.first_seq, order.max_entries));
        let entries = u64::try_from(order.max_entries).unwrap();
        let stored = order.first_seq + entries - 1;
        let head = head_of(order.epoch, stored);
        bench.answer(order.attempt, head, &format!("after {stored}"));
        if bench.maybe_push().is_none() {
            bench.noted(order.attempt);
        }
    }
    let wanted = [(EPOCH, 1, 10), (SECOND, 1, 7)];
    assert_eq!(sent, wanted);
}
