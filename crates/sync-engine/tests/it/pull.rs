//! The pull: pages in order, snapshots, and when each is due.

use protocol::{Hint, RefusalCode};
use sync_engine::{Effect, EngineState, Input};
use uuid::Uuid;

use super::{Bench, FEED, head, resume_state};

fn applies(bench: &Bench) -> bool {
    let apply = |effect: &Effect| matches!(effect, Effect::ApplyPage { .. });
    bench.effects.iter().any(apply)
}

fn snapshot(bench: &Bench) -> Option<sync_engine::Attempt> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::FetchSnapshot { attempt } => Some(*attempt),
        _ => None,
    })
}

/// A register that has pushed everything and pulled once; only the stream of hints is open.
fn quiet() -> Bench {
    let mut bench = Bench::new(&resume_state(5, 5));
    let pull = bench.pull();
    let push = bench.push();
    bench.settle(push.attempt, head(5), "r0");
    bench.page(pull.attempt, &[], 10, false);
    assert!(
        applies(&bench),
        "what waits for the cursor is due at the start"
    );
    bench.give(Input::PageApplied {
        attempt: pull.attempt,
    });
    assert_eq!(bench.engine.state(), EngineState::Synced);
    bench
}

#[test]
fn pages_are_pulled_until_there_is_no_more() {
    let mut bench = Bench::new(&resume_state(5, 5));
    let first = bench.pull();
    assert_eq!((first.feed_epoch, first.after), (FEED, 10));
    bench.page(first.attempt, &[11, 14], 14, true);
    assert!(applies(&bench));
    assert!(bench.maybe_pull().is_none(), "not before it is committed");
    bench.give(Input::PageApplied {
        attempt: first.attempt,
    });
    let second = bench.pull();
    assert_eq!(second.after, 14);
    bench.page(second.attempt, &[15], 15, false);
    bench.give(Input::PageApplied {
        attempt: second.attempt,
    });
    assert!(bench.maybe_pull().is_none());
}

#[test]
fn a_page_that_does_not_follow_the_cursor_is_not_applied() {
    let pages: [(&[u64], u64, bool); 5] = [
        (&[10], 12, false),
        (&[12, 11], 12, false),
        (&[11, 11], 12, false),
        (&[13], 12, false),
        (&[], 10, true),
    ];
    for (rows, next, more) in pages {
        let mut bench = Bench::new(&resume_state(5, 5));
        let pull = bench.pull();
        bench.page(pull.attempt, rows, next, more);
        assert!(!applies(&bench), "{rows:?} to {next}");
        assert!(matches!(bench.engine.state(), EngineState::Offline { .. }));
    }
}

#[test]
fn a_page_of_another_incarnation_is_not_applied() {
    let mut bench = Bench::new(&resume_state(5, 5));
    let pull = bench.pull();
    let page = protocol::PullAnswer {
        feed_epoch: Uuid::from_u128(0xf0),
        rows: Vec::new(),
        next: 20,
        more: false,
        server_time_ms: 0,
    };
    bench.give(Input::PullAnswered {
        attempt: pull.attempt,
        page: Box::new(page),
    });
    assert!(!applies(&bench));
}

#[test]
fn without_hints_the_feed_is_asked_every_half_minute_to_minute() {
    let mut bench = quiet();
    let began = bench.now;
    while bench.maybe_pull().is_none() {
        bench.now = bench.engine.wake_at().unwrap();
        bench.give(Input::Tick);
    }
    assert!((30_000..=60_000).contains(&(bench.now - began)));
    let pull = bench.pull();
    bench.page(pull.attempt, &[], 10, false);
    assert!(!applies(&bench), "an empty page costs no commit");
}

fn listening(bench: &mut Bench) -> sync_engine::Attempt {
    let attempt = bench.listening.unwrap();
    bench.give(Input::ListenStarted { attempt });
    if let Some(pull) = bench.maybe_pull() {
        bench.page(pull.attempt, &[], 10, false);
    }
    attempt
}

#[test]
fn a_hint_is_followed_at_once_and_only_when_it_says_something_new() {
    for (feed_seq, pulls) in [(10, false), (11, true), (4, true)] {
        let mut bench = quiet();
        let attempt = listening(&mut bench);
        let hint = Hint { feed_seq };
        bench.give(Input::Hint { attempt, hint });
        assert_eq!(bench.maybe_pull().is_some(), pulls, "{feed_seq}");
    }
}

#[test]
fn a_hint_during_a_pull_is_followed_after_it_and_once() {
    let mut bench = quiet();
    let attempt = listening(&mut bench);
    let hint = |feed_seq| Input::Hint {
        attempt,
        hint: Hint { feed_seq },
    };
    bench.give(hint(11));
    let first = bench.pull();
    bench.give(hint(12));
    bench.page(first.attempt, &[11], 11, false);
    bench.give(Input::PageApplied {
        attempt: first.attempt,
    });
    let second = bench.pull();
    assert_eq!(second.after, 11);
    bench.page(second.attempt, &[], 11, false);
    assert!(
        bench.maybe_pull().is_none(),
        "a number that never comes is no loop"
    );
}

#[test]
fn what_the_push_hears_of_the_feed_is_pulled_at_once() {
    let mut bench = quiet();
    bench.local(6);
    bench.after(20);
    let push = bench.push();
    let answer = protocol::PushAnswer {
        head: head(6),
        ratchet: "r1".to_owned(),
        already: 0,
        quarantined: Vec::new(),
        feed_seq: 13,
    };
    bench.give(Input::PushAnswered {
        attempt: push.attempt,
        answer: Box::new(answer),
        own_hash: Some(head(6).hash),
    });
    assert!(bench.maybe_pull().is_none());
    bench.noted(push.attempt);
    assert_eq!(bench.pull().after, 10);
}

#[test]
fn a_cursor_of_another_feed_is_replaced_by_a_snapshot_and_the_head_is_asked_for() {
    let mut bench = quiet();
    bench.now += 60_000;
    bench.give(Input::Tick);
    let pull = bench.pull();
    bench.refuse(pull.attempt, RefusalCode::MustResnapshot);
    let push = bench.push();
    assert_eq!(push.max_entries, 0, "the server may have come back older");
    assert!(snapshot(&bench).is_none(), "that is looked at first");
    bench.answer(push.attempt, head(5), "r0");
    let attempt = snapshot(&bench).expect("no snapshot");
    let feed_epoch = Uuid::from_u128(0xf1);
    bench.give(Input::SnapshotApplied {
        attempt,
        feed_epoch,
        cursor: 40,
    });
    let pull = bench.pull();
    assert_eq!((pull.feed_epoch, pull.after), (feed_epoch, 40));
    let push = bench.push();
    bench.answer(push.attempt, head(5), "r0");
    let again = |effect: &Effect| matches!(effect, Effect::Acknowledge(_));
    assert!(
        bench.effects.iter().any(again),
        "by the numbers of this feed"
    );
}

/// Promise 9: the entries that the server lost must be sent again before its older state is pulled.
#[test]
fn a_server_that_came_back_older_is_refilled_before_its_snapshot_is_taken() {
    let mut bench = quiet();
    bench.give(Input::AskedNow);
    let (pull, push) = (bench.pull(), bench.push());
    bench.answer(push.attempt, head(3), "r0");
    bench.noted(push.attempt);
    bench.page(pull.attempt, &[11], 11, false);
    assert!(!applies(&bench), "it was asked for before that was known");
    let again = bench.until_push();
    assert_eq!(again.first_seq, 4);
    assert!(snapshot(&bench).is_none());
    bench.answer(again.attempt, head(5), "r1");
    bench.noted(again.attempt);
    assert!(snapshot(&bench).is_some());
}

/// Promise 9: before its first pull a register has no overlay for the edits in its log.
#[test]
fn a_register_that_never_pulled_sends_its_whole_log_first() {
    let mut resume_state = resume_state(700, 0);
    resume_state.feed_cursor = 0;
    let mut bench = Bench::new(&resume_state);
    let first = bench.push();
    assert!(bench.maybe_pull().is_none() && snapshot(&bench).is_none());
    bench.local(701);
    bench.answer(first.attempt, head(500), "r1");
    bench.noted(first.attempt);
    let second = bench.push();
    assert!(snapshot(&bench).is_none());
    bench.answer(second.attempt, head(700), "r2");
    bench.noted(second.attempt);
    assert!(snapshot(&bench).is_some(), "701 came after the enrolment");
}

/// Such a snapshot, requested before the server was known to be older, once removed edits.
#[test]
fn a_snapshot_on_its_way_is_given_up_when_the_server_turns_out_older() {
    let mut resume_state = resume_state(5, 5);
    resume_state.feed_cursor = 0;
    let mut bench = Bench::new(&resume_state);
    let attempt = snapshot(&bench).expect("everything is at the server");
    let push = bench.push();
    bench.answer(push.attempt, head(3), "r0");
    bench.noted(push.attempt);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
    assert!(snapshot(&bench).is_none());
}

/// A refill that the last run did not finish is finished before anything is pulled.
#[test]
fn a_refill_goes_on_after_a_restart_and_the_pull_waits_for_it() {
    let mut resume_state = resume_state(9, 8);
    resume_state.confirmed_seq = 3;
    let mut bench = Bench::new(&resume_state);
    assert!(bench.maybe_pull().is_none() && snapshot(&bench).is_none());
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (4, 0));
    bench.settle(order.attempt, head(3), "r1");
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (4, 6));
    bench.settle(order.attempt, head(9), "r2");
    assert!(snapshot(&bench).is_some());
}

/// The snapshot was swapped in while the engine gave it up: its cursor then differed from the
/// ledger's.
#[test]
fn a_snapshot_that_was_swapped_in_too_late_is_a_fact_all_the_same() {
    let mut bench = quiet();
    bench.after(60_000);
    let pull = bench.pull();
    bench.refuse(pull.attempt, RefusalCode::MustResnapshot);
    let push = bench.push();
    bench.settle(push.attempt, head(5), "r0");
    let attempt = snapshot(&bench).expect("no snapshot");
    bench.after(30_000);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
    bench.give(Input::SnapshotApplied {
        attempt,
        feed_epoch: FEED,
        cursor: 4,
    });
    let attempt = snapshot(&bench).expect("another one is fetched");
    bench.give(Input::SnapshotApplied {
        attempt,
        feed_epoch: FEED,
        cursor: 12,
    });
    assert_eq!(bench.pull().after, 12);
}
