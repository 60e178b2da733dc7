//! Thousands of histories of registers, a server and everything that goes wrong between them, each
//! drawn from one number.
//!
//! The engine is the real one, and so are the rules by which the server decides about a push
//! (`protocol::receive`). The ledger, the network and what the server stores are models. Each
//! history ends when its faults have ended and everything is equal.
//!
//! - `KASAPRO_SIMULATION_SEED=n` replays the history of one seed and prints what happened;
//! - `KASAPRO_SIMULATION_HISTORIES=n` sets how many histories run (10,000);
//! - `KASAPRO_SIMULATION_FIRST=n` sets the first seed (1).

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a simulation may stop the test"
)]

mod check;
mod disk;
mod documents;
mod random;
mod runs;
mod sabotage;
mod server;
mod world;

use runs::{failures, number, replay};
use sabotage::Sabotage;

#[test]
fn every_history_keeps_the_promises() {
    if let Some(seed) = number("KASAPRO_SIMULATION_SEED") {
        let (told, trace) = replay(seed, Sabotage::Nothing);
        eprintln!("{}", trace.join("\n"));
        assert_eq!(told, Ok(()), "seed {seed}");
        return;
    }
    let first = number("KASAPRO_SIMULATION_FIRST").unwrap_or(1);
    let histories = number("KASAPRO_SIMULATION_HISTORIES").unwrap_or(10_000);
    let broken = failures(first, histories, Sabotage::Nothing, 5);
    if let Some((seed, violation)) = broken.first() {
        let (_, trace) = replay(*seed, Sabotage::Nothing);
        let end = trace.len().saturating_sub(40);
        eprintln!("{}", trace[end..].join("\n"));
        eprintln!("replay with KASAPRO_SIMULATION_SEED={seed}: {violation}");
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn one_seed_tells_one_history() {
    for seed in 1..=200 {
        let once = replay(seed, Sabotage::Nothing);
        let again = replay(seed, Sabotage::Nothing);
        assert!(once == again, "seed {seed} told two histories");
        assert!(once.1.len() > 10, "seed {seed}: hardly anything happens");
    }
}

/// Leaves out a rule, and looks among the first histories for one that breaks a promise.
fn bites(sabotage: Sabotage, promises: &[u8]) {
    let broken = failures(1, 2_000, sabotage, 3);
    for (seed, violation) in &broken {
        eprintln!("{sabotage:?}: seed {seed} breaks {violation}");
        if !promises.contains(&violation.promise) {
            let (_, trace) = replay(*seed, sabotage);
            eprintln!("{}", trace.join("\n"));
        }
        assert!(promises.contains(&violation.promise), "{violation}");
    }
    assert!(!broken.is_empty(), "{sabotage:?} goes unnoticed");
}

#[test]
fn a_server_without_the_fork_check_is_noticed() {
    bites(Sabotage::NoForkCheck, &[2, 3, 4, 11]);
}

#[test]
fn a_register_that_believes_every_acknowledgement_is_noticed() {
    bites(Sabotage::NoAcknowledgementCheck, &[2, 4, 11]);
}

#[test]
fn a_cursor_committed_apart_from_its_page_is_noticed() {
    bites(Sabotage::CursorApartFromPage, &[9, 11]);
}

#[test]
fn a_document_counted_each_time_it_arrives_is_noticed() {
    bites(Sabotage::NoDedupe, &[2, 5]);
}

#[test]
fn a_pull_that_overwrites_own_edits_is_noticed() {
    bites(Sabotage::PullOverwrites, &[9]);
}
