//! The stream of hints: useful while it works, harmless when it does not.

use protocol::TransportError;
use sync_engine::{Attempt, Effect, EngineState, Input};

use super::{Bench, head, resume_state};

/// Ticks until the next listening is asked for; other effects go unanswered.
fn next_listening(bench: &mut Bench) -> Attempt {
    let before = bench.listening;
    for _ in 0..1_000 {
        if let Some(attempt) = bench.listening
            && before != Some(attempt)
        {
            return attempt;
        }
        bench.now = bench.engine.wake_at().unwrap().max(bench.now);
        bench.give(Input::Tick);
    }
    panic!("nobody listens");
}

fn end(bench: &mut Bench, attempt: Attempt) {
    bench.give(Input::Failed {
        attempt,
        error: TransportError::Broken,
    });
}

/// Push and pull rest, so that only the stream acts.
fn only_hints() -> Bench {
    let mut bench = Bench::new(&resume_state(5, 5));
    let attempt = bench.listening.unwrap();
    let (push, pull) = (bench.push(), bench.pull());
    bench.answer(push.attempt, head(5), "r0");
    bench.page(pull.attempt, &[], 10, false);
    bench.give(Input::PageApplied {
        attempt: pull.attempt,
    });
    end(&mut bench, attempt);
    bench
}

#[test]
fn a_lost_stream_is_opened_again_soon_and_troubles_nobody() {
    let mut bench = only_hints();
    let ended = bench.now;
    next_listening(&mut bench);
    assert!(bench.now - ended <= 2_000);
    assert_eq!(bench.engine.state(), EngineState::Synced);
}

#[test]
fn three_streams_that_are_cut_at_once_are_enough_for_a_while() {
    let mut bench = only_hints();
    for _ in 0..3 {
        let attempt = next_listening(&mut bench);
        bench.give(Input::ListenStarted { attempt });
        bench.now += 1_000;
        end(&mut bench, attempt);
    }
    let ended = bench.now;
    next_listening(&mut bench);
    assert!((600_000..=1_200_000).contains(&(bench.now - ended)));
}

#[test]
fn a_stream_that_falls_silent_is_given_up() {
    let mut bench = only_hints();
    let attempt = next_listening(&mut bench);
    bench.give(Input::ListenStarted { attempt });
    bench.after(20_000);
    bench.give(Input::Progress { attempt });
    bench.after(59_000);
    assert!(!bench.effects.contains(&Effect::Cancel { attempt }));
    bench.after(1_000);
    assert!(bench.effects.contains(&Effect::Cancel { attempt }));
}
