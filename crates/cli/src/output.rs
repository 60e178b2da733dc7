//! What a command prints: one document, for people or for scripts.

use std::fmt::{Debug, Display};
use std::io::{self, Write as _};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};

use crate::error::{CliError, Exit};

/// The answer of a command.
#[derive(Debug)]
pub(crate) struct CommandOutput {
    json: Value,
    text: String,
    exit: Exit,
}

impl CommandOutput {
    /// An answer with its two forms.
    pub(crate) fn new(json: &impl Serialize, text: impl Display) -> Self {
        // A view that cannot be serialized would be a defect of its type; null is still one
        // document.
        let json = serde_json::to_value(json).unwrap_or(Value::Null);
        Self {
            json,
            text: text.to_string(),
            exit: Exit::Done,
        }
    }

    /// An answer that was already written, line by line.
    pub(crate) fn written() -> Self {
        Self {
            json: Value::Null,
            text: String::new(),
            exit: Exit::Done,
        }
    }

    /// The same answer from a check that failed.
    pub(crate) fn failed_unless(self, passed: bool) -> Self {
        let exit = if passed { Exit::Done } else { Exit::Refused };
        Self { exit, ..self }
    }
}

/// Where answers go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    json: bool,
}

impl Console {
    /// Documents for scripts, or text for people.
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints the answer and returns the exit code.
    pub(crate) fn document(self, document: &CommandOutput) -> ExitCode {
        let written = match (self.json, &document.json) {
            (true, Value::Null) => Ok(()),
            (true, json) => print(&json.to_string()),
            (false, _) if document.text.is_empty() => Ok(()),
            (false, _) => print(document.text.trim_end()),
        };
        match written {
            Ok(()) => ExitCode::from(document.exit.number()),
            // A pipe that was closed early, as by `head`: the work is done all the same.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                ExitCode::from(document.exit.number())
            }
            Err(error) => self.failure(&CliError::Output(error)),
        }
    }

    /// Prints why the command failed: as the document of a script on the standard output, for
    /// people on the standard error.
    pub(crate) fn failure(self, failure: &CliError) -> ExitCode {
        let written = if self.json {
            let error = json!({ "code": failure.code(), "message": failure.to_string() });
            let mut document = json!({ "error": error });
            if let (Some((key, figures)), Value::Object(fields)) =
                (failure.done_before(), &mut document)
            {
                fields.insert(key.to_owned(), figures);
            }
            print(&document.to_string())
        } else {
            writeln!(io::stderr(), "kasaproctl: {failure} [{}]", failure.code())
        };
        // With both outputs closed only the exit code is left.
        written.ok();
        ExitCode::from(failure.exit().number())
    }
}

/// A choice as a word for people: `Cashier` is `cashier`.
pub(crate) fn word(choice: impl Debug) -> String {
    format!("{choice:?}").to_lowercase()
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
