//! When the engine tries again, and what it does when there is no progress.

use protocol::{RefusalCode, TransportError};
use sync_engine::{Effect, Engine, Input};

use super::{Bench, head, resume_state};

/// Fails a push `failures` times in a row and gives the wait after the last one.
fn wait_after(failures: u32, seed: u64) -> i64 {
    let mut state = seed;
    let chance = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 16
    };
    let mut bench = Bench::with(Engine::new(1_000, &resume_state(5, 2), chance));
    let mut failed_at = 0;
    for _ in 0..failures {
        let order = bench.until_push();
        failed_at = bench.now;
        bench.give(Input::Failed {
            attempt: order.attempt,
            error: TransportError::Unreachable,
        });
    }
    bench.until_push();
    bench.now - failed_at
}

#[test]
fn waits_are_spread_over_a_window_that_doubles_up_to_five_minutes() {
    let table = [
        (1, 1_000),
        (2, 2_000),
        (3, 4_000),
        (6, 32_000),
        (9, 256_000),
        (10, 300_000),
        (40, 300_000),
    ];
    for (failures, window) in table {
        let waits: Vec<i64> = (1..=60).map(|seed| wait_after(failures, seed)).collect();
        let least = waits.iter().min().unwrap();
        let most = waits.iter().max().unwrap();
        assert!(*least >= 100 && *most <= window, "{failures}: {waits:?}");
        assert!(*least < window / 4, "{failures}: not spread: {waits:?}");
        assert!(*most > window / 2, "{failures}: not spread: {waits:?}");
    }
}

fn fail(bench: &mut Bench) {
    let order = bench.until_push();
    bench.give(Input::Failed {
        attempt: order.attempt,
        error: TransportError::Broken,
    });
}

#[test]
fn a_network_or_a_person_ends_the_wait_and_a_sale_does_not() {
    for (input, ends) in [
        (Input::NetworkUp, true),
        (Input::AskedNow, true),
        (Input::Tick, false),
    ] {
        let mut bench = Bench::new(&resume_state(5, 2));
        fail(&mut bench);
        bench.local(6);
        bench.after(50);
        assert!(bench.maybe_push().is_none(), "a sale is no network");
        bench.give(input.clone());
        assert_eq!(bench.maybe_push().is_some(), ends, "{input:?}");
    }
}

#[test]
fn a_person_who_asks_during_an_attempt_gets_another_one_when_it_is_refused() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let (pull, push) = (bench.pull(), bench.push());
    // The server was updated while the old one's refusals were on their way.
    bench.give(Input::AskedNow);
    assert!(bench.maybe_push().is_none() && bench.maybe_pull().is_none());
    bench.refuse(push.attempt, RefusalCode::ProtocolTooNew);
    let push = bench.push();
    bench.refuse(pull.attempt, RefusalCode::ProtocolTooNew);
    let pull = bench.pull();
    // Asked once, tried once.
    bench.refuse(push.attempt, RefusalCode::ProtocolTooNew);
    assert!(bench.maybe_push().is_none());
    bench.refuse(pull.attempt, RefusalCode::ProtocolTooNew);
    assert!(bench.maybe_pull().is_none());
}

#[test]
fn entries_committed_together_go_into_one_push() {
    let mut bench = Bench::new(&resume_state(5, 5));
    let order = bench.push();
    bench.settle(order.attempt, head(5), "r0");
    bench.local(6);
    bench.local(7);
    assert!(bench.maybe_push().is_none());
    bench.after(20);
    let order = bench.push();
    assert_eq!((order.first_seq, order.max_entries), (6, 2));
    bench.local(8);
    bench.after(1_000);
    assert!(bench.maybe_push().is_none(), "one in flight");
}

#[test]
fn bytes_that_move_keep_an_attempt_alive_and_silence_ends_it() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    let attempt = order.attempt;
    for _ in 0..10 {
        bench.after(29_000);
        assert!(!bench.effects.contains(&Effect::Cancel { attempt }));
        bench.give(Input::Progress { attempt });
    }
    bench.after(30_000);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
}

#[test]
fn an_attempt_that_drips_for_ever_ends_after_ten_minutes() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let attempt = bench.push().attempt;
    for _ in 0..59 {
        bench.after(10_000);
        assert!(!bench.effects.contains(&Effect::Cancel { attempt }));
        bench.give(Input::Progress { attempt });
    }
    bench.after(10_000);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
}

#[test]
fn a_ledger_that_never_answers_is_watched_for() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let attempt = bench.push().attempt;
    bench.answer(attempt, head(5), "r1");
    bench.after(59_000);
    assert!(!bench.effects.contains(&Effect::Cancel { attempt }));
    bench.after(1_000);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
    let again = bench.until_push();
    assert_eq!(again.first_seq, 3, "the server recognizes what it has");
}

#[test]
fn a_computer_that_slept_tries_at_once() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let attempt = bench.push().attempt;
    bench.after(8 * 3_600_000);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
    assert!(bench.maybe_push().is_some());
}

#[test]
fn stopping_gives_every_attempt_up() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let begun = bench.effects.len();
    let effects = bench.engine.stop(bench.now);
    assert_eq!((begun, effects.len()), (3, 3), "push, pull and hints");
    assert!(
        effects
            .iter()
            .all(|effect| matches!(effect, Effect::Cancel { .. }))
    );
}
