//! A register that runs as a separate process, so that a test can kill it.
//!
//! The process prints one JSON document a line for each step. A step is printed only after the
//! register has answered, so every printed step must survive the kill.

pub mod cart;
pub mod selling;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;

/// If a process has not reached the expected step after this time, it never will.
const PATIENCE: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(20);

/// A running register; it is killed when this is dropped.
#[derive(Debug)]
pub struct RegisterProcess<Step> {
    child: Child,
    input: Option<ChildStdin>,
    steps: Receiver<Result<Step>>,
}

impl<Step: DeserializeOwned + Send + 'static> RegisterProcess<Step> {
    /// Starts the process.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the register does not start")?;
        let output = child.stdout.take().context("it has no output")?;
        Ok(Self {
            input: child.stdin.take(),
            steps: read_steps(output),
            child,
        })
    }

    /// Waits for the next step.
    ///
    /// # Errors
    /// When the process ends or hangs.
    pub fn next_step(&mut self) -> Result<Step> {
        match self.steps.recv_timeout(PATIENCE) {
            Ok(step) => step,
            Err(RecvTimeoutError::Timeout) => bail!("the register hangs"),
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the register ended with {}", self.child.wait()?)
            }
        }
    }

    /// The steps that have arrived and were not read yet.
    ///
    /// # Errors
    /// When one of them is not readable.
    pub fn arrived_steps(&self) -> Result<Vec<Step>> {
        self.steps.try_iter().collect()
    }

    /// Sends a line to the process.
    ///
    /// # Errors
    /// When it no longer reads its input.
    pub fn send(&mut self, line: &str) -> Result<()> {
        let input = self.input.as_mut().context("its input was closed")?;
        writeln!(input, "{line}")?;
        Ok(input.flush()?)
    }

    /// Kills it with SIGKILL. Returns the steps that were not read yet.
    ///
    /// # Errors
    /// When a step is not readable.
    pub fn kill(mut self) -> Result<Vec<Step>> {
        self.child.kill()?;
        self.child.wait()?;
        self.steps.iter().collect()
    }

    /// Closes its input and waits until it has ended. Returns the steps that were not read yet.
    ///
    /// # Errors
    /// When it ends with a failure or does not end.
    pub fn finish(mut self) -> Result<Vec<Step>> {
        self.input = None;
        let deadline = Instant::now() + PATIENCE;
        let ended = loop {
            if let Some(ended) = self.child.try_wait()? {
                break ended;
            }
            ensure!(Instant::now() < deadline, "the register does not end");
            thread::sleep(POLL);
        };
        ensure!(ended.success(), "the register ended with {ended}");
        self.steps.iter().collect()
    }
}

impl<Step> Drop for RegisterProcess<Step> {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads steps until the output ends. A line that a kill cut off is ignored.
fn read_steps<Step: DeserializeOwned + Send + 'static>(
    output: ChildStdout,
) -> Receiver<Result<Step>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|length| length > 0) && line.ends_with('\n') {
            let step = serde_json::from_str(&line).with_context(|| format!("no step: {line:?}"));
            if sender.send(step).is_err() {
                return;
            }
            line.clear();
        }
    });
    receiver
}
