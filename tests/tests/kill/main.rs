//! A register that is killed at random moments loses nothing that it acknowledged.
#![expect(
    clippy::print_stderr,
    reason = "a failure is repeated by the seed that was printed"
)]

mod shop;
mod victim;
mod witness;

use anyhow::{Context, Result};
use kasapro_tests::dice::Dice;

use crate::shop::Shop;
use crate::victim::Moment;
use crate::witness::Witness;

/// Kills in each test; there are four, so that they use more than one processor.
const ROUNDS: u64 = 55;

#[test]
fn kills_lose_nothing_with_the_first_dice() -> Result<()> {
    kill_again_and_again(0x5EED_0001)
}

#[test]
fn kills_lose_nothing_with_the_second_dice() -> Result<()> {
    kill_again_and_again(0x5EED_0002)
}

#[test]
fn kills_lose_nothing_with_the_third_dice() -> Result<()> {
    kill_again_and_again(0x5EED_0003)
}

#[test]
fn kills_lose_nothing_with_the_fourth_dice() -> Result<()> {
    kill_again_and_again(0x5EED_0004)
}

fn kill_again_and_again(seed: u64) -> Result<()> {
    eprintln!("seed {seed:#x}, {ROUNDS} kills");
    let shop = Shop::set_up()?;
    let mut dice = Dice::new(seed);
    let mut witness = Witness::default();
    for round in 0..ROUNDS {
        let moment = Moment::choose(&mut dice);
        for line in victim::run_and_kill(&shop, &mut dice, moment)? {
            witness
                .hear(&line)
                .with_context(|| format!("seed {seed:#x}, round {round}, after {moment:?}"))?;
        }
    }
    shop.examine(&mut witness)?;
    eprintln!("{witness}");
    Ok(())
}
