//! Promise 4: acknowledged means equal.

use domain::entry::{Hash, Head, SignedHead, SigningKey};
use protocol::RefusalCode;
use sync_engine::{AttentionCode, Effect, EngineState};
use uuid::Uuid;

use super::{Bench, EPOCH, ORGANIZATION, REGISTER, SERVER_TIME, hash, head, resume_state};

fn acknowledged(bench: &Bench) -> Option<(u64, String)> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::Acknowledge(note) => Some((note.head.seq, note.ratchet.clone())),
        _ => None,
    })
}

#[test]
fn an_answer_with_the_own_hash_is_acknowledged() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (3, 3));
    bench.answer(order.attempt, head(5), "r1");
    assert_eq!(acknowledged(&bench), Some((5, "r1".to_owned())));
    assert_eq!(bench.engine.pending(), 3, "not before it is committed");
    bench.noted(order.attempt);
    assert_eq!(bench.engine.pending(), 0);
    assert!(bench.maybe_push().is_none());
}

#[test]
fn the_next_batch_goes_at_once_with_the_new_token() {
    let mut bench = Bench::new(&resume_state(700, 0));
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (1, 500));
    bench.answer(order.attempt, head(500), "r1");
    bench.noted(order.attempt);
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (501, 200));
    assert_eq!(order.ratchet, "r1");
    assert_eq!(order.acknowledged, Some(head(500)));
}

#[test]
fn a_head_that_is_not_the_servers_is_believed_by_nobody() {
    let signed = |organization, register, epoch, key: SigningKey| {
        let head = Head {
            epoch,
            seq: 5,
            hash: hash(epoch, 5),
        };
        SignedHead::sign(organization, register, head, SERVER_TIME, &key)
    };
    let other = Uuid::from_u128(0x99);
    let key = super::server_key;
    let mut changed = head(5);
    changed.server_time_ms += 1;
    let heads = [
        signed(
            ORGANIZATION,
            REGISTER,
            EPOCH,
            SigningKey::from_seed(&[8; 32]),
        ),
        signed(other, REGISTER, EPOCH, key()),
        signed(ORGANIZATION, other, EPOCH, key()),
        signed(ORGANIZATION, REGISTER, other, key()),
        changed,
    ];
    for head in heads {
        let mut bench = Bench::new(&resume_state(5, 2));
        let order = bench.push();
        bench.answer_with(order.attempt, head.clone(), "r1", Some(head.hash));
        assert_eq!(acknowledged(&bench), None);
        assert_eq!(bench.raised(), [AttentionCode::ServerNotTrusted]);
        assert_eq!(bench.engine.pending(), 3);
    }
}

#[test]
fn a_head_with_another_hash_is_a_copy_and_not_an_acknowledgement() {
    for own_hash in [None, Some(Hash::ZERO), Some(hash(EPOCH, 4))] {
        let mut bench = Bench::new(&resume_state(5, 2));
        let order = bench.push();
        bench.answer_with(order.attempt, head(5), "r1", own_hash);
        assert_eq!(acknowledged(&bench), None);
        let order = bench.push();
        assert_eq!(
            (order.first_seq, order.max_entries),
            (2, 1),
            "is 2 still there?"
        );
        bench.refuse_at(order.attempt, RefusalCode::Fork, Some(head(5)), own_hash);
        assert_eq!(bench.raised(), [AttentionCode::RegisterCopied]);
        assert_eq!(bench.engine.pending(), 3);
    }
}

#[test]
fn a_server_that_came_back_older_is_refilled_and_shown_the_highest_head() {
    let mut bench = Bench::new(&resume_state(9, 8));
    let order = bench.push();
    bench.refuse_at(
        order.attempt,
        RefusalCode::Gap,
        Some(head(3)),
        Some(hash(EPOCH, 3)),
    );
    let order = bench.push();
    assert_eq!(
        (order.first_seq, order.max_entries),
        (4, 0),
        "first it asks"
    );
    assert_eq!(order.acknowledged, Some(head(8)), "the proof");
    bench.answer(order.attempt, head(3), "r9");
    let told = Some((3, "r9".to_owned()));
    assert_eq!(acknowledged(&bench), told, "the ledger learns of it");
    bench.noted(order.attempt);
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (4, 6));
    assert_eq!(order.acknowledged, Some(head(8)), "still the proof");
    bench.answer(order.attempt, head(6), "r10");
    assert_eq!(acknowledged(&bench), Some((6, "r10".to_owned())));
    bench.noted(order.attempt);
    let order = bench.push();
    assert_eq!((order.first_seq, order.ratchet.as_str()), (7, "r10"));
    assert_eq!(order.acknowledged, Some(head(8)));
    bench.answer(order.attempt, head(9), "r11");
    assert_eq!(acknowledged(&bench), Some((9, "r11".to_owned())));
}

#[test]
fn an_older_head_in_an_answer_rewinds_too() {
    let mut bench = Bench::new(&resume_state(8, 8));
    let order = bench.push();
    assert_eq!(
        order.max_entries, 0,
        "nothing to send: only the head is asked for"
    );
    bench.answer(order.attempt, head(3), "r0");
    bench.noted(order.attempt);
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (4, 5));
    assert_eq!(bench.engine.state(), EngineState::Sending { pending: 5 });
}

#[test]
fn a_server_that_says_stored_and_moves_nothing_is_not_asked_in_a_loop() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    bench.settle(order.attempt, head(2), "r0");
    assert!(bench.maybe_push().is_none());
    assert!(matches!(bench.engine.state(), EngineState::Offline { .. }));
}

#[test]
fn only_the_first_answer_of_a_run_is_noted_without_news() {
    let mut bench = Bench::new(&resume_state(5, 5));
    let order = bench.push();
    bench.answer(order.attempt, head(5), "r0");
    let again = Some((5, "r0".to_owned()));
    assert_eq!(
        acknowledged(&bench),
        again,
        "an earlier run may have ended too early"
    );
    bench.noted(order.attempt);
    assert_eq!(bench.engine.state(), EngineState::Synced);
    let order = bench.until_push();
    assert_eq!(order.max_entries, 0);
    assert!((240_000..=360_000).contains(&(bench.now - 1_000)));
    bench.answer(order.attempt, head(5), "r0");
    assert_eq!(acknowledged(&bench), None, "a heartbeat costs no commit");
}

#[test]
fn an_answer_to_an_attempt_that_was_given_up_is_ignored() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let late = bench.push();
    bench.after(30_000);
    let given_up = Effect::Cancel {
        attempt: late.attempt,
    };
    assert!(bench.effects.contains(&given_up));
    bench.answer(late.attempt, head(5), "r1");
    assert_eq!(acknowledged(&bench), None);
    let again = bench.until_push();
    assert_eq!((again.first_seq, again.ratchet.as_str()), (3, "r0"));
}

/// A doubled request was refused as a replay while its first answer was being noted, and the engine
/// forgot the new token.
#[test]
fn a_second_answer_to_an_attempt_that_is_being_noted_is_ignored() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    bench.answer(order.attempt, head(5), "r1");
    bench.refuse(order.attempt, RefusalCode::Replayed);
    assert!(bench.maybe_push().is_none());
    bench.noted(order.attempt);
    bench.local(6);
    bench.after(20);
    let order = bench.push();
    assert_eq!((order.first_seq, order.ratchet.as_str()), (6, "r1"));
}
