//! One file that a shop sends to support: how the program stands, without the shop's secrets.
//!
//! It holds versions, the doctor's report, settings that name nobody, the state of the sync and the
//! logs. It holds no entry, product, person, PIN or key. What cannot be collected, as with a ledger
//! that does not open, is named with its reason, and the rest is there. So no right is needed.

mod archive;
mod logs;
mod redaction;
mod report;

use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use self::archive::Archive;
use self::redaction::Redaction;
use crate::error::{AppError, CommandError, ErrorCode, SupportFileError};
use crate::key::write_private;
use crate::register::Register;
use crate::view::SupportFileView;

/// What is in the file, for whoever opens it.
const READ_ME: &str = include_str!("read-me.txt");

/// Whom the file is about.
#[derive(Debug, Clone, Copy)]
pub struct SupportRequest<'a> {
    /// The program that is asked, such as `kasaproctl`.
    pub program: &'a str,
    /// The version of the webview, where there is one.
    pub webview: Option<&'a str>,
    /// The folder of the ledger.
    pub data_dir: &'a Path,
    /// The register, or why it cannot be opened.
    pub register: Result<&'a Register, &'a CommandError>,
}

/// Writes the file, whole or not at all. A file that is there already is never replaced.
pub fn write_support_file(
    path: &Path,
    request: &SupportRequest<'_>,
) -> Result<SupportFileView, AppError> {
    // Before the work: the doctor reads every page of the ledger.
    is_free(path)?;
    let mut file = SupportParts::new(request);
    file.text("read-me.txt", READ_ME)?;
    file.part("program.json", Ok(report::program(request)))?;
    file.part("files.json", Ok(report::files(request.data_dir)))?;
    match open_shop(request) {
        Ok(register) => {
            file.part("doctor.json", report::doctor(register))?;
            file.part("settings.json", report::settings(register))?;
            file.part("sync.json", report::sync(register))?;
        }
        Err(error) => file.misses("ledger", &error),
    }
    for log in logs::files(request.data_dir) {
        let name = format!("logs/{}", log.name);
        match logs::read(&log.path) {
            Ok(text) => file.text(&name, &text)?,
            Err(error) => file.misses(
                &name,
                &CommandError::new(ErrorCode::Internal, &error.to_string()),
            ),
        }
    }
    file.write(path)
}

/// The register with its shop. One that waits for the recovery code is open and has none.
fn open_shop<'a>(request: &SupportRequest<'a>) -> Result<&'a Register, CommandError> {
    let register = request.register.map_err(CommandError::clone)?;
    register.shop().map_err(CommandError::from)?;
    Ok(register)
}

fn is_free(path: &Path) -> Result<(), SupportFileError> {
    let of = |kind: std::io::ErrorKind| SupportFileError::of(path, kind.into());
    if path.symlink_metadata().is_ok() {
        return Err(of(std::io::ErrorKind::AlreadyExists));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(of(std::io::ErrorKind::NotFound));
    }
    Ok(())
}

/// The file while it grows. All text goes through the redaction.
struct SupportParts {
    archive: Archive,
    redaction: Redaction,
    parts: Vec<String>,
    missing: Vec<MissingPart>,
}

/// What could not be collected.
#[derive(Serialize)]
struct MissingPart {
    part: String,
    code: ErrorCode,
    reason: String,
}

impl SupportParts {
    fn new(request: &SupportRequest<'_>) -> Self {
        let names = request
            .register
            .ok()
            .and_then(|register| register.shop().ok());
        Self {
            archive: Archive::default(),
            redaction: Redaction::of(names.as_deref()),
            parts: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), AppError> {
        self.archive.add(name, &self.redaction.apply(text))?;
        self.parts.push(name.to_owned());
        Ok(())
    }

    fn part(
        &mut self,
        name: &str,
        content: Result<impl Serialize, CommandError>,
    ) -> Result<(), AppError> {
        match content {
            Ok(content) => self.document(name, json!(content)),
            Err(error) => {
                self.misses(name, &error);
                Ok(())
            }
        }
    }

    fn document(&mut self, name: &str, mut content: Value) -> Result<(), AppError> {
        self.redaction.apply_to(&mut content);
        self.archive.add(name, &format!("{content:#}\n"))?;
        self.parts.push(name.to_owned());
        Ok(())
    }

    fn misses(&mut self, part: &str, error: &CommandError) {
        self.missing.push(MissingPart {
            part: part.to_owned(),
            code: error.code,
            reason: error.message.clone(),
        });
    }

    fn write(mut self, path: &Path) -> Result<SupportFileView, AppError> {
        if !self.missing.is_empty() {
            self.document("missing.json", json!(self.missing))?;
        }
        let bytes = self.archive.finish()?;
        write_private(path, &bytes).map_err(|error| SupportFileError::of(path, error))?;
        Ok(SupportFileView {
            path: path.display().to_string(),
            bytes: bytes.len() as u64,
            parts: self.parts,
            missing: self
                .missing
                .into_iter()
                .map(|missing| missing.part)
                .collect(),
        })
    }
}
