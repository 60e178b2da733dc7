//! When the register is killed.

use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use test_support::process::RegisterProcess;
use test_support::process::cart::Step;
use test_support::random::SeededRandom;

use crate::shop::Shop;

/// When the process is killed. The waits are the random moments themselves, not waits for a
/// condition.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KillMoment {
    /// This long after it was started, at any point of its work.
    SinceStart(Duration),
    /// This long after a number of steps: within a change, a commit, or just after one.
    SinceStep(usize, Duration),
}

impl KillMoment {
    /// One in four while it opens, the others while it sells.
    pub(crate) fn choose(random: &mut SeededRandom) -> Self {
        if random.below(4) == 0 {
            Self::SinceStart(Duration::from_micros(random.below(400_000)))
        } else {
            let steps = usize::try_from(1 + random.below(60)).unwrap_or(1);
            Self::SinceStep(steps, Duration::from_micros(random.below(12_000)))
        }
    }
}

/// Lets a process sell until the moment, kills it with SIGKILL, and returns all its steps.
pub(crate) fn run_and_kill(
    shop: &Shop,
    random: &mut SeededRandom,
    moment: KillMoment,
) -> Result<Vec<Step>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_register-process"));
    command
        .arg("cart")
        .args([&shop.register.data, &shop.register.key_file])
        .arg(random.below(u64::MAX).to_string());
    let mut process = RegisterProcess::start(&mut command)?;
    let mut steps = Vec::new();
    let after = match moment {
        KillMoment::SinceStart(after) => after,
        KillMoment::SinceStep(count, after) => {
            while steps.len() < count {
                steps.push(process.next_step()?);
            }
            after
        }
    };
    thread::sleep(after);
    steps.extend(process.kill()?);
    Ok(steps)
}
