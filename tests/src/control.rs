//! `kasaproctl` as a script calls it: one JSON document for one call.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The command line on one data folder.
#[derive(Debug, Clone)]
pub struct Control {
    binary: PathBuf,
    data: PathBuf,
    key_file: PathBuf,
}

impl Control {
    /// The built `kasaproctl` for a data folder whose key is in a file.
    pub fn new(binary: &Path, data: &Path, key_file: &Path) -> Self {
        Self {
            binary: binary.to_owned(),
            data: data.to_owned(),
            key_file: key_file.to_owned(),
        }
    }

    /// Runs one command and reads its document.
    ///
    /// # Errors
    /// When it cannot be run, does not end with exit code 0, or prints something else than JSON.
    pub fn ask<S: AsRef<OsStr>>(&self, words: &[S]) -> Result<Value> {
        let shown: Vec<_> = words.iter().map(AsRef::as_ref).collect();
        let output = Command::new(&self.binary)
            .arg("--json")
            .arg("--data")
            .arg(&self.data)
            .arg("--key-file")
            .arg(&self.key_file)
            .args(words)
            .output()
            .with_context(|| format!("cannot run {}", self.binary.display()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("kasaproctl {shown:?}: {}; {text}{complaint}", output.status);
        }
        serde_json::from_str(&text)
            .with_context(|| format!("kasaproctl {shown:?} printed no document: {text}"))
    }
}
