//! PINs and recovery codes: as an option, from a file, from the standard input, or typed.
//!
//! An option can be read by everybody on the computer while the command runs, and it stays in the
//! shell's history.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::CliError;

/// The value that stands for a line of the standard input.
const STDIN: &str = "-";

/// The PIN of the person who acts. Not `Debug`, so that it is never printed.
#[derive(Clone, Args)]
pub(crate) struct PinOption {
    /// PIN; - reads a line of the standard input [default: asked for on a terminal]
    #[arg(long, value_name = "PIN")]
    pin: Option<String>,
    /// Read the PIN from this file
    #[arg(long, value_name = "FILE", conflicts_with = "pin")]
    pin_file: Option<PathBuf>,
}

/// The PIN that somebody gets. Not `Debug`, so that it is never printed.
#[derive(Clone, Args)]
pub(crate) struct NewPinOption {
    /// The new person's PIN, 4 to 6 digits; - reads a line of the standard input [default: asked
    /// for on a terminal]
    #[arg(long, value_name = "PIN")]
    new_pin: Option<String>,
    /// Read the new person's PIN from this file
    #[arg(long, value_name = "FILE", conflicts_with = "new_pin")]
    new_pin_file: Option<PathBuf>,
}

/// The recovery code. It is no option of its own: it would stay in the shell's history.
#[derive(Clone, Args)]
pub(crate) struct RecoveryCodeOption {
    /// Read the recovery code from this file; - reads a line of the standard input [default: asked
    /// for on a terminal]
    #[arg(long, value_name = "FILE")]
    recovery_code_file: Option<PathBuf>,
}

impl PinOption {
    pub(crate) fn read(&self) -> Result<String, CliError> {
        given(self.pin.as_deref(), self.pin_file.as_deref(), "--pin")
    }
}

impl NewPinOption {
    pub(crate) fn read(&self) -> Result<String, CliError> {
        let file = self.new_pin_file.as_deref();
        given(self.new_pin.as_deref(), file, "--new-pin")
    }
}

impl RecoveryCodeOption {
    pub(crate) fn read(&self) -> Result<String, CliError> {
        match &self.recovery_code_file {
            Some(file) if file.as_os_str() == STDIN => line("--recovery-code-file"),
            file => given(None, file.as_deref(), "--recovery-code-file"),
        }
    }
}

fn given(value: Option<&str>, file: Option<&Path>, option: &str) -> Result<String, CliError> {
    match (value, file) {
        (Some(STDIN), _) => line(option),
        (Some(value), _) => Ok(value.to_owned()),
        (None, Some(file)) => {
            let text = fs::read_to_string(file).map_err(|error| CliError::file(file, error))?;
            Ok(text.trim().to_owned())
        }
        (None, None) if io::stdin().is_terminal() => asked(option),
        (None, None) => Err(CliError::usage(format!("{option} is needed"))),
    }
}

fn line(option: &str) -> Result<String, CliError> {
    let mut text = String::new();
    io::stdin()
        .lock()
        .read_line(&mut text)
        .map_err(|error| CliError::usage(format!("{option}: {error}")))?;
    Ok(text.trim().to_owned())
}

/// Asks on the terminal, and does not show what is typed where the system can hide it.
fn asked(option: &str) -> Result<String, CliError> {
    let mut out = io::stderr().lock();
    // Without a place for the question, whoever types has to know it.
    write!(out, "{}: ", option.trim_start_matches('-'))
        .and_then(|()| out.flush())
        .ok();
    let hidden = hidden::Echo::off();
    let typed = line(option);
    drop(hidden);
    writeln!(out).ok();
    typed
}

#[cfg(unix)]
mod hidden {
    use std::io;

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// Shows what is typed again when it is dropped.
    pub(super) struct Echo(Termios);

    impl Echo {
        pub(super) fn off() -> Option<Self> {
            let before = tcgetattr(io::stdin()).ok()?;
            let mut silent = before.clone();
            silent.local_modes.remove(LocalModes::ECHO);
            tcsetattr(io::stdin(), OptionalActions::Now, &silent).ok()?;
            Some(Self(before))
        }
    }

    impl Drop for Echo {
        fn drop(&mut self) {
            // The terminal is gone, then.
            tcsetattr(io::stdin(), OptionalActions::Now, &self.0).ok();
        }
    }
}

#[cfg(not(unix))]
mod hidden {
    /// This system shows what is typed.
    pub(super) struct Echo;

    impl Echo {
        pub(super) fn off() -> Option<Self> {
            None
        }
    }
}
