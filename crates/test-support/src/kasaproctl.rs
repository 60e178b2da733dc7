//! `kasaproctl` as a script calls it: one JSON document for one call.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The command line on one data folder.
#[derive(Debug, Clone)]
pub struct Kasaproctl {
    program: PathBuf,
    data: PathBuf,
    key_file: PathBuf,
}

impl Kasaproctl {
    /// The program on a data folder whose key is in a file.
    pub fn new(program: &Path, data: &Path, key_file: &Path) -> Self {
        Self {
            program: program.to_owned(),
            data: data.to_owned(),
            key_file: key_file.to_owned(),
        }
    }

    /// Runs a command that must succeed, and reads its JSON document.
    ///
    /// # Errors
    /// When it cannot be run, does not end with exit code 0, or prints something other than JSON.
    pub fn json<S: AsRef<OsStr>>(&self, words: &[S]) -> Result<Value> {
        let shown: Vec<_> = words.iter().map(AsRef::as_ref).collect();
        let output = self.command().arg("--json").args(words).output();
        let output = output.with_context(|| format!("cannot run {}", self.program.display()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("kasaproctl {shown:?}: {}; {text}{complaint}", output.status);
        }
        serde_json::from_str(&text)
            .with_context(|| format!("kasaproctl {shown:?} printed no document: {text}"))
    }

    /// Runs a command to its end, with any exit code.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn output<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Result<Output> {
        let output = self.command().args(words).output();
        output.with_context(|| format!("cannot run {}", self.program.display()))
    }

    /// The program with its folder and key, without environment variables that name others.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--data")
            .arg(&self.data)
            .arg("--key-file")
            .arg(&self.key_file)
            .env_remove("KASAPRO_DATA")
            .env_remove("KASAPRO_KEY_FILE");
        command
    }
}
