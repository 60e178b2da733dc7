//! The program itself: its commands, its settings, the errors of wrong ones, and how it stops.

mod exchange;
mod life;
mod readme;
mod registers;
mod settings;
mod setup;
mod tls;

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A command with only these settings in its environment.
fn command(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kasapro-sync-server"));
    command
        .args(arguments)
        .env_clear()
        .envs(settings.iter().copied())
        .current_dir(folder);
    command
}

fn run(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    command(folder, settings, arguments).output().unwrap()
}

#[track_caller]
pub(crate) fn succeeds(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = run(folder, settings, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Checks that the command fails with this message on one line.
#[track_caller]
pub(crate) fn fails(folder: &Path, settings: &[(&str, &str)], arguments: &[&str], says: &str) {
    let output = run(folder, settings, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    let last = said.lines().last().unwrap_or_default();
    assert!(last.contains(says), "{last:?} does not say {says:?}");
}

/// A running `serve`; killed when a test ends early.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: String,
}

impl Serving {
    /// Starts it, and waits until it listens.
    pub(crate) fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::start_with(folder, settings, &["serve"])
    }

    /// Starts it with these arguments, and waits until it listens.
    fn start_with(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Self {
        Self::spawn(folder, settings, arguments).until_it_listens()
    }

    /// A process that was started some other way; waits until it listens.
    fn listening(child: Child) -> Self {
        let address = String::new();
        Self { child, address }.until_it_listens()
    }

    fn until_it_listens(mut self) -> Self {
        let serving = &mut self;
        let mut log = BufReader::new(serving.child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("listening") {
            line.clear();
            assert_ne!(
                log.read_line(&mut line).unwrap(),
                0,
                "it ended before it listened"
            );
        }
        let said: Value = serde_json::from_str(&line).unwrap();
        said["address"]
            .as_str()
            .unwrap()
            .clone_into(&mut serving.address);
        serving.child.stderr = Some(log.into_inner());
        self
    }

    /// Starts it without waiting: it has no address yet.
    fn spawn(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Self {
        let child = command(folder, settings, arguments)
            .env("KASAPRO_LISTEN", "127.0.0.1:0")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            child,
            address: String::new(),
        }
    }

    fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal. Returns the exit code, and the output until then.
    pub(crate) fn signalled(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(sent.success());
        let mut said = String::new();
        let log = self.child.stderr.as_mut().unwrap();
        log.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
