//! What the screen shows.

use domain::Code as _;
use protocol::{RefusalCode, TransportError};
use sync_engine::{AttentionCode, Effect, EngineState, Input};

use super::{Bench, head, resume_state};

#[test]
fn a_day_of_states() {
    let mut bench = Bench::new(&resume_state(5, 2));
    assert_eq!(bench.engine.state(), EngineState::Sending { pending: 3 });
    let order = bench.push();
    bench.give(Input::Failed {
        attempt: order.attempt,
        error: TransportError::Unreachable,
    });
    let since = bench.now;
    let pending = 3;
    assert_eq!(
        bench.engine.state(),
        EngineState::Offline { since, pending }
    );
    let order = bench.until_push();
    bench.give(Input::Failed {
        attempt: order.attempt,
        error: TransportError::Silent,
    });
    bench.local(6);
    let pending = 4;
    let still = EngineState::Offline { since, pending };
    assert_eq!(bench.engine.state(), still, "since the first failure");
    let order = bench.until_push();
    bench.answer(order.attempt, head(6), "r1");
    bench.noted(order.attempt);
    assert_eq!(bench.engine.pending(), 0);
}

#[test]
fn what_needs_a_person_stands_before_everything_else_and_goes_when_it_is_over() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let order = bench.push();
    bench.refuse(order.attempt, RefusalCode::ProtocolTooOld);
    let code = AttentionCode::UpgradeNeeded;
    assert_eq!(bench.engine.state(), EngineState::NeedsAttention(code));
    assert!(bench.effects.contains(&Effect::Attention { code }));
    bench.give(Input::AskedNow);
    let order = bench.push();
    bench.refuse(order.attempt, RefusalCode::ProtocolTooOld);
    assert!(bench.raised().is_empty(), "said once");
    bench.give(Input::AskedNow);
    let order = bench.push();
    bench.answer(order.attempt, head(5), "r1");
    bench.noted(order.attempt);
    assert!(bench.effects.contains(&Effect::AttentionOver { code }));
}

#[test]
fn a_notice_of_an_earlier_run_stays_only_when_nobody_but_a_person_can_end_it() {
    let mut resume_state = resume_state(5, 5);
    resume_state.attention = vec![AttentionCode::RegisterCopied, AttentionCode::Revoked];
    let bench = Bench::new(&resume_state);
    let over = Effect::AttentionOver {
        code: AttentionCode::Revoked,
    };
    assert!(bench.effects.contains(&over));
    let copied = EngineState::NeedsAttention(AttentionCode::RegisterCopied);
    assert_eq!(bench.engine.state(), copied);
}

#[test]
fn a_failing_pull_does_not_stop_the_push_and_the_other_way_round() {
    let mut bench = Bench::new(&resume_state(5, 2));
    let (push, pull) = (bench.push(), bench.pull());
    bench.refuse(pull.attempt, RefusalCode::Forbidden);
    bench.answer(push.attempt, head(5), "r1");
    bench.noted(push.attempt);
    bench.local(6);
    bench.after(20);
    assert_eq!(
        bench.push().first_seq,
        6,
        "a revoked register drains its log"
    );

    let mut bench = Bench::new(&resume_state(5, 2));
    let (push, pull) = (bench.push(), bench.pull());
    bench.refuse(push.attempt, RefusalCode::Tamper);
    bench.page(pull.attempt, &[11], 11, false);
    let applies = |effect: &Effect| matches!(effect, Effect::ApplyPage { .. });
    assert!(bench.effects.iter().any(applies));
}

#[test]
fn every_attention_code_is_read_back_from_its_text() {
    for code in AttentionCode::ALL.iter().copied() {
        assert_eq!(AttentionCode::from_code(code.as_str()), Some(code));
    }
    assert_eq!(AttentionCode::from_code("all_is_well"), None);
}

#[test]
fn names_and_pins_go_without_entries_once_something_is_acknowledged() {
    let mut told = resume_state(5, 5);
    told.profiles_pending = true;
    let mut bench = Bench::new(&told);
    let order = bench.push();
    assert!(order.with_profiles);
    bench.answer(order.attempt, head(5), "r0");
    let stored = bench.effects.iter().any(|effect| {
        matches!(effect, Effect::Acknowledge(note) if note.profiles_stored && note.head == head(5))
    });
    assert!(stored);
    bench.noted(order.attempt);
    assert!(bench.maybe_push().is_none());
}
