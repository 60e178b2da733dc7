//! `support-file`: what a shop sends to support.

use std::path::{Path, PathBuf};

use clap::Args;
use register::error::SetupError;
use register::view::SupportFileView;
use register::{AppError, CommandError, Register, SupportRequest, write_support_file};

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Where it goes.
#[derive(Args)]
#[command(after_help = "\
It holds versions, the doctor's report, settings that name nobody, the state of the sync and the logs:
no entry, no product, no person, no PIN, no key. A ledger that does not open still gives a file.

Example:
  kasaproctl support-file kasapro-support.zip")]
pub(crate) struct SupportFile {
    /// The new file, a ZIP archive
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl SupportFile {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let data_dir = opening::data_dir(global);
        if !data_dir.is_dir() {
            // A mistyped folder has nothing to tell.
            return Err(AppError::from(SetupError::NeedsSetup).into());
        }
        let opened = opening::to_look(global).map_err(CommandError::from);
        let written = write_support_file(&self.file, &request(&data_dir, &opened))?;
        let text = summary(&written, opened.err().as_ref());
        Ok(CommandOutput::new(&written, text))
    }
}

fn request<'a>(
    data_dir: &'a Path,
    opened: &'a Result<Register, CommandError>,
) -> SupportRequest<'a> {
    SupportRequest {
        program: "kasaproctl",
        webview: None,
        data_dir,
        register: opened.as_ref(),
    }
}

fn summary(written: &SupportFileView, closed: Option<&CommandError>) -> String {
    let SupportFileView {
        path,
        bytes,
        parts,
        missing,
    } = written;
    let mut lines = vec![format!("{path}: {} parts, {bytes} bytes.", parts.len())];
    if let Some(error) = closed {
        lines.push(format!("The ledger cannot be opened: {}", error.message));
    }
    if !missing.is_empty() {
        lines.push(format!("Not in it: {}.", missing.join(", ")));
    }
    lines.join("\n")
}
