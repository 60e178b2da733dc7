//! A register that is killed at random moments never loses an acknowledged change.
#![expect(
    clippy::print_stderr,
    reason = "a failure is repeated by the seed that was printed"
)]

mod acknowledged;
mod kill_moment;
mod shop;

use anyhow::{Context, Result};
use test_support::random::SeededRandom;

use crate::acknowledged::Acknowledged;
use crate::kill_moment::KillMoment;
use crate::shop::Shop;

/// Kills in each test. There are four tests, so that they use more than one processor.
const ROUNDS: u64 = 55;

#[test]
fn kills_lose_nothing_with_the_first_seed() -> Result<()> {
    kill_again_and_again(0x5EED_0001)
}

#[test]
fn kills_lose_nothing_with_the_second_seed() -> Result<()> {
    kill_again_and_again(0x5EED_0002)
}

#[test]
fn kills_lose_nothing_with_the_third_seed() -> Result<()> {
    kill_again_and_again(0x5EED_0003)
}

#[test]
fn kills_lose_nothing_with_the_fourth_seed() -> Result<()> {
    kill_again_and_again(0x5EED_0004)
}

fn kill_again_and_again(seed: u64) -> Result<()> {
    eprintln!("seed {seed:#x}, {ROUNDS} kills");
    let shop = Shop::set_up()?;
    let mut random = SeededRandom::new(seed);
    let mut acknowledged = Acknowledged::default();
    for round in 0..ROUNDS {
        let moment = KillMoment::choose(&mut random);
        for step in kill_moment::run_and_kill(&shop, &mut random, moment)? {
            acknowledged
                .check(&step)
                .with_context(|| format!("seed {seed:#x}, round {round}, after {moment:?}"))?;
        }
    }
    shop.examine(&mut acknowledged)?;
    eprintln!("{acknowledged}");
    Ok(())
}
