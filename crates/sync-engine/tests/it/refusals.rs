//! What each refusal does to a push and to a pull.

use protocol::{Refusal, RefusalCode};
use sync_engine::{AttentionCode, EngineState, Input};

use super::{Bench, SERVER_TIME, resume_state};

/// What a loop does after a refusal.
#[derive(Debug, PartialEq, Eq)]
enum Then {
    /// It tries again at once.
    AtOnce,
    /// It waits as after a failure.
    BacksOff,
    /// It tries every quarter of an hour, and a person is needed.
    Rests(AttentionCode),
    /// It stops trying, and a person is needed.
    Stops(AttentionCode),
    /// It opens an epoch.
    Opens,
}

const ALL: [RefusalCode; 21] = [
    RefusalCode::Gap,
    RefusalCode::Fork,
    RefusalCode::Tamper,
    RefusalCode::Ratchet,
    RefusalCode::MustResnapshot,
    RefusalCode::Malformed,
    RefusalCode::NotProved,
    RefusalCode::ClockOff,
    RefusalCode::Replayed,
    RefusalCode::Forbidden,
    RefusalCode::NotEnrolled,
    RefusalCode::CodeInvalid,
    RefusalCode::AlreadyEnrolled,
    RefusalCode::RegisterNameTaken,
    RefusalCode::TooLarge,
    RefusalCode::ProtocolTooOld,
    RefusalCode::ProtocolTooNew,
    RefusalCode::TooManyRequests,
    RefusalCode::Internal,
    RefusalCode::Unavailable,
    RefusalCode::Other,
];

fn after_push(code: RefusalCode) -> Then {
    use AttentionCode as Code;
    match code {
        RefusalCode::ClockOff | RefusalCode::Replayed | RefusalCode::TooLarge => Then::AtOnce,
        RefusalCode::Fork | RefusalCode::Ratchet => Then::Opens,
        RefusalCode::Tamper => Then::Stops(Code::LogRefused),
        RefusalCode::Malformed => Then::Rests(Code::RequestRefused),
        RefusalCode::NotProved => Then::Rests(Code::NotProved),
        RefusalCode::Forbidden => Then::Rests(Code::Revoked),
        RefusalCode::NotEnrolled => Then::Rests(Code::NotEnrolled),
        RefusalCode::ProtocolTooOld => Then::Rests(Code::UpgradeNeeded),
        RefusalCode::ProtocolTooNew => Then::Rests(Code::ServerOutdated),
        RefusalCode::Gap
        | RefusalCode::MustResnapshot
        | RefusalCode::CodeInvalid
        | RefusalCode::AlreadyEnrolled
        | RefusalCode::RegisterNameTaken
        | RefusalCode::TooManyRequests
        | RefusalCode::Internal
        | RefusalCode::Unavailable
        | RefusalCode::Other => Then::BacksOff,
    }
}

fn after_pull(code: RefusalCode) -> Then {
    match code {
        RefusalCode::MustResnapshot => Then::AtOnce,
        RefusalCode::TooLarge | RefusalCode::Fork | RefusalCode::Ratchet | RefusalCode::Tamper => {
            Then::BacksOff
        }
        code => after_push(code),
    }
}

fn attention(bench: &Bench, stopped: bool) -> Then {
    match (bench.engine.state(), stopped) {
        (EngineState::NeedsAttention(code), true) => Then::Stops(code),
        (EngineState::NeedsAttention(code), false) => Then::Rests(code),
        (EngineState::Offline { .. }, false) => Then::BacksOff,
        (state, _) => panic!("neither tried again nor said why: {state:?}"),
    }
}

#[test]
fn every_refusal_of_a_push_is_answered_as_the_protocol_says() {
    for code in ALL {
        // There is no acknowledged entry to check first.
        let mut bench = Bench::new(&resume_state(5, 0));
        let order = bench.push();
        bench.refuse(order.attempt, code);
        let opens = bench
            .effects
            .iter()
            .any(|effect| matches!(effect, sync_engine::Effect::OpenEpoch { .. }));
        let then = if opens {
            Then::Opens
        } else if bench.maybe_push().is_some() {
            Then::AtOnce
        } else {
            // An hour later everything but a stopped loop has tried again.
            let state = bench.engine.state();
            let tried = (0..600).any(|_| bench.after(6_000).maybe_push().is_some());
            let then = attention(&bench, !tried);
            if !tried {
                assert_eq!(state, bench.engine.state());
            }
            then
        };
        assert_eq!(then, after_push(code), "{code:?}");
    }
}

#[test]
fn every_refusal_of_a_pull_is_answered_as_the_protocol_says() {
    for code in ALL {
        let mut bench = Bench::new(&resume_state(2, 2));
        let order = bench.pull();
        let push = bench.push();
        bench.settle(push.attempt, super::head(2), "r0");
        bench.refuse(order.attempt, code);
        if let Some(push) = bench.maybe_push() {
            bench.answer(push.attempt, super::head(2), "r0");
        }
        let again = bench.effects.iter().any(|effect| {
            matches!(
                effect,
                sync_engine::Effect::Pull(_) | sync_engine::Effect::FetchSnapshot { .. }
            )
        });
        let then = if again {
            Then::AtOnce
        } else {
            attention(&bench, false)
        };
        assert_eq!(then, after_pull(code), "{code:?}");
    }
}

#[test]
fn a_refusal_that_is_acted_on_at_once_is_not_acted_on_for_ever() {
    for code in [RefusalCode::ClockOff, RefusalCode::Replayed] {
        let mut bench = Bench::new(&resume_state(5, 2));
        let mut at_once = 0;
        while let Some(order) = bench.maybe_push() {
            bench.refuse(order.attempt, code);
            at_once += 1;
        }
        assert_eq!(at_once, 4, "three times at once, then it waits");
    }
}

#[test]
fn a_clock_that_is_off_is_corrected_before_the_next_try() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    let refusal = Refusal {
        code: RefusalCode::ClockOff,
        message: String::new(),
        head: None,
        server_time_ms: SERVER_TIME + 7_200_000,
    };
    bench.give(Input::Refused {
        attempt: order.attempt,
        refusal: Box::new(refusal),
        retry_after_ms: None,
        own_hash: None,
    });
    assert!(bench.maybe_push().is_some());
    let later = bench.engine.server_time_ms(bench.now + 5);
    assert_eq!(later, SERVER_TIME + 7_200_005);
}

#[test]
fn a_push_that_is_too_large_is_halved_down_to_one_entry() {
    let mut bench = Bench::new(&resume_state(100, 0));
    let mut sizes = Vec::new();
    while let Some(order) = bench.maybe_push() {
        sizes.push(order.max_entries);
        bench.refuse(order.attempt, RefusalCode::TooLarge);
    }
    assert_eq!(sizes, [100, 50, 25, 12, 6, 3, 1]);
    assert_eq!(bench.raised(), [AttentionCode::EntryTooLarge]);
}

#[test]
fn retry_after_is_the_least_wait() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    let refusal = Refusal {
        code: RefusalCode::TooManyRequests,
        message: String::new(),
        head: None,
        server_time_ms: SERVER_TIME,
    };
    bench.give(Input::Refused {
        attempt: order.attempt,
        refusal: Box::new(refusal),
        retry_after_ms: Some(7_000),
        own_hash: None,
    });
    let asked_at = bench.now;
    bench.until_push();
    assert!((7_000..=8_000).contains(&(bench.now - asked_at)));
}
