//! The process that is killed, and when.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use kasapro_tests::dice::Dice;
use kasapro_tests::sell_loop::Line;

use crate::shop::{PIN, Shop, USERNAME};

/// A process that says nothing for this long hangs.
const PATIENCE: Duration = Duration::from_mins(1);

/// When the process is killed. The waits are the random moments themselves, not waits for something.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    /// So long after it was started, whatever it is doing.
    SinceStart(Duration),
    /// So long after it has said so many lines: within a change, a commit, or just after one.
    SinceLine(usize, Duration),
}

impl Moment {
    /// One in four while it opens, the others while it sells.
    pub(crate) fn choose(dice: &mut Dice) -> Self {
        if dice.below(4) == 0 {
            Self::SinceStart(Duration::from_micros(dice.below(400_000)))
        } else {
            let lines = usize::try_from(1 + dice.below(60)).unwrap_or(1);
            Self::SinceLine(lines, Duration::from_micros(dice.below(12_000)))
        }
    }
}

/// Lets the process sell until the moment, kills it with SIGKILL, and gives back all that it said.
pub(crate) fn run_and_kill(shop: &Shop, dice: &mut Dice, moment: Moment) -> Result<Vec<Line>> {
    let mut victim = Command::new(env!("CARGO_BIN_EXE_sell-loop"))
        .args([shop.data(), shop.key_file()])
        .args([USERNAME, PIN, &dice.below(u64::MAX).to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .context("sell-loop does not start")?;
    let heard = listen(&mut victim)?;
    let mut said = Vec::new();
    let outcome = wait_until(moment, &heard, &mut said);
    // `kill` is SIGKILL: nothing of the process runs after it.
    victim.kill()?;
    victim.wait()?;
    outcome?;
    said.extend(heard.iter());
    said.iter()
        .map(|line| serde_json::from_str(line).with_context(|| format!("not a line: {line:?}")))
        .collect()
}

fn wait_until(moment: Moment, heard: &Receiver<String>, said: &mut Vec<String>) -> Result<()> {
    match moment {
        Moment::SinceStart(after) => thread::sleep(after),
        Moment::SinceLine(lines, after) => {
            while said.len() < lines {
                match heard.recv_timeout(PATIENCE) {
                    Ok(line) => said.push(line),
                    Err(_) => bail!("it said only {} of {lines} lines", said.len()),
                }
            }
            thread::sleep(after);
        }
    }
    Ok(())
}

/// Its lines as they come; a line that the kill cut off was not said.
fn listen(victim: &mut Child) -> Result<Receiver<String>> {
    let out = victim.stdout.take().context("it has no output")?;
    let (say, heard) = mpsc::channel();
    thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|length| length > 0) && line.ends_with('\n') {
            if say.send(line.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    Ok(heard)
}
