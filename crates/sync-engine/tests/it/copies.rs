//! Restored and cloned registers: a new epoch, and no entry lost.

use domain::entry::kinds::EpochCause;
use domain::entry::{Hash, Head, SignedHead};
use protocol::RefusalCode;
use sync_engine::{Attempt, AttentionCode, Effect, EngineState, EpochSpan, Input};
use uuid::Uuid;

use super::{Bench, EPOCH, hash, head, head_of, resume_state, span};

const SECOND: Uuid = Uuid::from_u128(0x0b);

fn opened(bench: &Bench) -> Option<(Attempt, EpochCause, Head)> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::OpenEpoch {
            attempt,
            cause,
            previous,
        } => Some((*attempt, *cause, *previous)),
        _ => None,
    })
}

/// A register with 9 entries, 5 of them acknowledged, is refused as a copy. Then the server answers
/// the check of entry 5. Returns the cause and the seq of the last common head.
fn told_copied(
    code: RefusalCode,
    server: Option<SignedHead>,
    own_hash: Option<Hash>,
    still_there: Option<bool>,
) -> (EpochCause, u64) {
    let mut bench = Bench::new(&resume_state(9, 5));
    let order = bench.push();
    bench.refuse_at(order.attempt, code, server.clone(), own_hash);
    if let Some(still_there) = still_there {
        let order = bench.push();
        assert_eq!((order.first_seq, order.max_entries), (5, 1));
        if still_there {
            let head = server.unwrap_or_else(|| head(5));
            bench.answer_with(order.attempt, head, "r7", own_hash);
        } else {
            bench.refuse_at(order.attempt, RefusalCode::Fork, server, own_hash);
        }
    }
    let (_, cause, previous) = opened(&bench).expect("no epoch is opened");
    assert_eq!(previous.epoch, EPOCH);
    assert_eq!(previous.hash, hash(EPOCH, previous.seq));
    assert_eq!(bench.raised(), [AttentionCode::RegisterCopied]);
    (cause, previous.seq)
}

#[test]
fn a_copy_opens_an_epoch_after_the_last_common_head() {
    use EpochCause::{Cloned, Restored};
    let elsewhere = Some(Hash::ZERO);
    let own = |seq| Some(hash(EPOCH, seq));
    let (fork, ratchet, gap) = (RefusalCode::Fork, RefusalCode::Ratchet, RefusalCode::Gap);
    let (there, gone) = (Some(true), Some(false));
    let table = [
        (fork, Some(head(8)), elsewhere, there, Cloned, 5),
        (fork, Some(head(8)), elsewhere, gone, Cloned, 0),
        (fork, Some(head(12)), None, there, Restored, 5),
        (ratchet, Some(head(7)), own(7), None, Cloned, 7),
        (ratchet, Some(head(3)), own(3), None, Cloned, 3),
        (ratchet, Some(head(3)), elsewhere, None, Cloned, 0),
        (ratchet, None, None, there, Cloned, 5),
        (gap, Some(head(12)), None, there, Restored, 5),
        (gap, Some(head(12)), None, gone, Restored, 0),
    ];
    for (code, head, own_hash, asked, cause, seq) in table {
        let found = told_copied(code, head, own_hash, asked);
        assert_eq!(found, (cause, seq), "{code:?}, {asked:?}");
    }
}

/// A register that was found to be a copy: its second epoch is open and not sent yet.
fn copied() -> Bench {
    let mut bench = Bench::new(&resume_state(9, 5));
    let order = bench.push();
    bench.refuse_at(order.attempt, RefusalCode::Fork, Some(head(8)), None);
    let order = bench.push();
    bench.answer_with(order.attempt, head(8), "r7", None);
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
    bench
}

/// The server confirms that it has the last needed entry of the older epoch.
fn left_epoch_is_there(bench: &mut Bench) {
    let order = bench.push();
    let asked = (order.epoch, order.first_seq, order.max_entries);
    assert_eq!(asked, (EPOCH, 5, 1));
    bench.answer_with(order.attempt, head(8), "r7", None);
}

#[test]
fn the_new_epoch_is_sent_from_its_first_entry_and_the_notice_stays() {
    let mut bench = copied();
    left_epoch_is_there(&mut bench);
    let order = bench.push();
    let sent = (order.epoch, order.first_seq, order.max_entries);
    assert_eq!(sent, (SECOND, 1, 5));
    bench.settle(order.attempt, head_of(SECOND, 5), "r1");
    left_epoch_is_there(&mut bench);
    assert_eq!(bench.engine.pending(), 0);
    assert!(bench.maybe_push().is_none());
    let copied = AttentionCode::RegisterCopied;
    assert_eq!(bench.engine.state(), EngineState::NeedsAttention(copied));
    bench.give(Input::AttentionDismissed { code: copied });
    assert_eq!(bench.engine.state(), EngineState::Synced);
}

/// The server was restored from an older backup while the new epoch was opened.
#[test]
fn what_is_missing_of_the_left_epoch_is_sent_first() {
    let mut bench = copied();
    let order = bench.until_push();
    let own = Some(hash(EPOCH, 3));
    bench.refuse_at(order.attempt, RefusalCode::Gap, Some(head(3)), own);
    let order = bench.until_push();
    bench.refuse_at(order.attempt, RefusalCode::Gap, Some(head(3)), own);
    let order = bench.until_push();
    let sent = (order.epoch, order.first_seq, order.max_entries);
    assert_eq!(sent, (EPOCH, 4, 2));
    bench.answer(order.attempt, head(5), "r1");
    assert_eq!(bench.push().epoch, SECOND);
}

/// The server was restored from an older backup, and the copy refilled it.
#[test]
fn what_the_copy_has_overwritten_is_appended_once_more() {
    let mut bench = copied();
    let order = bench.push();
    bench.refuse_at(order.attempt, RefusalCode::Fork, Some(head(8)), None);
    let (_, cause, previous) = opened(&bench).expect("no epoch is opened");
    assert_eq!((cause, previous), (EpochCause::Cloned, Head::start(EPOCH)));
}

#[test]
fn four_epochs_without_an_acknowledgement_stop_the_push() {
    let mut resume_state = resume_state(9, 5);
    for number in 1..=4 {
        resume_state
            .epochs
            .push(span(Uuid::from_u128(0xb0 + number), 5));
    }
    let newest = Uuid::from_u128(0xb4);
    let mut bench = Bench::new(&resume_state);
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
fn two_epochs() -> sync_engine::ResumeState {
    let mut resume_state = resume_state(20, 0);
    let previous = Head {
        epoch: EPOCH,
        seq: 10,
        hash: hash(EPOCH, 10),
    };
    resume_state.epochs.push(EpochSpan {
        epoch: SECOND,
        last_seq: 7,
        previous: Some(previous),
    });
    resume_state.acknowledged = Some(head_of(SECOND, 7));
    resume_state.confirmed_seq = 7;
    resume_state
}

#[test]
fn a_server_that_lost_an_epoch_gets_the_older_ones_first() {
    let mut bench = Bench::new(&two_epochs());
    let order = bench.push();
    assert_eq!((order.epoch, order.first_seq), (SECOND, 8));
    bench.settle(order.attempt, head_of(SECOND, 0), "r0");
    let order = bench.push();
    let asked = (order.epoch, order.first_seq, order.max_entries);
    assert_eq!(asked, (EPOCH, 10, 1), "first it asks");
    assert_eq!(order.acknowledged, Some(head_of(SECOND, 7)), "the proof");
    let own = Some(hash(EPOCH, 4));
    bench.refuse_at(order.attempt, RefusalCode::Gap, Some(head(4)), own);
    let order = bench.push();
    let sent = (order.epoch, order.first_seq, order.max_entries);
    assert_eq!(sent, (EPOCH, 5, 6));
    bench.settle(order.attempt, head(10), "r1");
    let order = bench.push();
    let sent = (order.epoch, order.first_seq, order.max_entries);
    assert_eq!(sent, (SECOND, 1, 7));
    bench.settle(order.attempt, head_of(SECOND, 7), "r2");
    assert_eq!(bench.engine.state(), EngineState::Synced);
}

#[test]
fn epochs_from_before_the_enrolment_are_sent_in_order() {
    let mut resume_state = two_epochs();
    resume_state.acknowledged = None;
    let mut bench = Bench::new(&resume_state);
    assert_eq!(bench.engine.pending(), 17);
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
