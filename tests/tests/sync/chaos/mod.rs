//! Two registers of one shop sell, edit and sync while everything between and around them breaks.

mod fault;
mod scene;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use test_support::checker;
use test_support::random::SeededRandom;

use fault::{Calamity, link_faults};
use scene::Scene;

/// The time within which all sides must converge after the last fault (Promise 11).
const CONVERGENCE: Duration = Duration::from_mins(1);
/// How many times each calamity happens, in a random order.
const ROUNDS: usize = 2;
/// The longest quiet between two calamities.
const QUIET_MS: u64 = 900;
/// The proxy breaks one exchange in this many, all the time.
const BROKEN_ONE_IN: u64 = 4;

#[test]
fn nothing_is_lost_or_doubled_with_the_first_seed() -> Result<()> {
    break_everything(0xC4A0_0001)
}

#[test]
fn nothing_is_lost_or_doubled_with_the_second_seed() -> Result<()> {
    break_everything(0xC4A0_0002)
}

fn break_everything(seed: u64) -> Result<()> {
    let mut random = SeededRandom::new(seed);
    let Some(mut scene) = Scene::set_up(&mut random)? else {
        return Ok(());
    };
    eprintln!("seed {seed:#x}");
    let seed_text = || format!("seed {seed:#x}");
    let begun = Instant::now();
    scene.proxy.play(link_faults(seed, BROKEN_ONE_IN));
    for calamity in order(&mut random) {
        // The random moments themselves, not waits for a condition.
        std::thread::sleep(Duration::from_millis(random.below(QUIET_MS)));
        scene
            .suffer(calamity, &mut random)
            .with_context(|| format!("seed {seed:#x}, {calamity:?}"))?;
    }
    let faults = begun.elapsed();
    let converged = scene.converge(CONVERGENCE).with_context(seed_text)?;
    let tally = scene.proxy.tally();
    let url = scene.server.database().superuser_url.clone();
    let (ledgers, sales) = scene.close().with_context(seed_text)?;
    checker::check_promises(&ledgers, &url).with_context(seed_text)?;
    let stored = checker::ServerContents::read(&url)?.transaction_ids();
    ensure!(
        sales.is_subset(&stored),
        "acknowledged sales are missing, seed {seed:#x}"
    );
    ensure!(tally.broken() > 0, "no exchange was broken: {tally:?}");
    eprintln!(
        "{} sales, {} entries; faults for {faults:.1?}, converged after {converged:.1?}; {tally:?}",
        sales.len(),
        ledgers.iter().map(|one| one.entries.len()).sum::<usize>(),
    );
    Ok(())
}

/// Every calamity [`ROUNDS`] times, shuffled.
fn order(random: &mut SeededRandom) -> Vec<Calamity> {
    let mut left: Vec<_> = Calamity::ALL.repeat(ROUNDS);
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let index = random.below(u64::try_from(left.len()).unwrap_or(1));
        order.push(left.swap_remove(usize::try_from(index).unwrap_or(0)));
    }
    order
}
