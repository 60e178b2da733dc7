//! Why a command failed, and with which exit code.

use std::io;
use std::path::{Path, PathBuf};

use catalog_import::CatalogFileError;
use domain::currency::AmountError;
use domain::quantity::QuantityError;
use register::error::{AppError, ErrorCode};
use serde_json::{Value, json};

/// How a command ended, as a shell sees it. The numbers are part of the interface: `--help` lists
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    /// Refused, or a check that failed.
    Refused,
    /// The command line is wrong.
    Usage,
    /// The ledger cannot be opened.
    LedgerClosed,
    /// A file or the disk cannot be read or written.
    File,
}

impl Exit {
    /// The number for the operating system.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::LedgerClosed => 3,
            Self::File => 4,
        }
    }
}

/// A failed command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The register refused.
    #[error("{0}")]
    Register(#[from] AppError),
    /// A value on the command line is wrong.
    #[error("{message}")]
    Usage {
        /// What is wrong with it.
        message: String,
    },
    /// An amount on the command line is not `12500` or `12500.50`.
    #[error("{text:?} is not an amount of money such as 12500 or 12500.50: {reason}")]
    Amount {
        /// The text as given.
        text: String,
        /// Why it cannot be read.
        reason: AmountError,
    },
    /// A quantity on the command line is not `3` or `0.345`.
    #[error("{text:?} is not a quantity such as 3 or 0.345: {reason}")]
    Quantity {
        /// The text as given.
        text: String,
        /// Why it cannot be read.
        reason: QuantityError,
    },
    /// Nobody in this store has the username.
    #[error("nobody here has the username {username:?}")]
    UnknownUser {
        /// The name as given.
        username: String,
    },
    /// No product has the code.
    #[error("no product has the code {code:?}")]
    UnknownCode {
        /// The code as given.
        code: String,
    },
    /// A code holds something that cannot be used for its product.
    #[error("{code:?} holds a weight, a count or a price that cannot be read for its product")]
    UnreadableCode {
        /// The code as given.
        code: String,
    },
    /// Weighed goods without a weight.
    #[error("{code:?} is weighed: say how much, as in {code}*1.5")]
    WeightMissing {
        /// The code as given.
        code: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not text.
    #[error(transparent)]
    Text(#[from] CatalogFileError),
    /// A CSV file cannot be read as such.
    #[error("{}: {source}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        source: csv::Error,
    },
    /// A CSV file lacks a column that is needed.
    #[error(
        "{}: no column for {}; use --map field=column. Its columns: {}",
        path.display(), fields.join(", "), quoted(columns)
    )]
    ColumnsMissing {
        /// The file.
        path: PathBuf,
        /// The fields without a column.
        fields: Vec<String>,
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// A field has no column, and several look as if they held it.
    #[error(
        "{}: which column is the {field}? {} may be; use --map {field}=COLUMN, or --map {field}= \
         to leave it out",
        path.display(), quoted(columns)
    )]
    ColumnDoubtful {
        /// The file.
        path: PathBuf,
        field: String,
        /// The columns that may hold it.
        columns: Vec<String>,
    },
    /// The standard output is closed.
    #[error("the output cannot be written: {0}")]
    Output(io::Error),
}

impl CliError {
    /// A wrong command line.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
        }
    }

    /// A file that cannot be read or written.
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            source,
        }
    }

    /// The stable word for scripts.
    pub(crate) fn code(&self) -> String {
        match self {
            // The system's own words are more helpful than the code of a defect.
            Self::Register(error @ AppError::Folder { .. })
                if error.code() == ErrorCode::Internal =>
            {
                "file_unreadable".to_owned()
            }
            Self::Register(error) => error.code().as_str(),
            Self::Usage { .. } => "usage".to_owned(),
            Self::Amount { .. } => ErrorCode::AmountInvalid.as_str(),
            Self::Quantity { .. } | Self::WeightMissing { .. } => {
                ErrorCode::QuantityInvalid.as_str()
            }
            Self::UnknownUser { .. } => "user_not_found".to_owned(),
            Self::UnknownCode { .. } => ErrorCode::ProductNotFound.as_str(),
            Self::UnreadableCode { .. } => "code_unreadable".to_owned(),
            Self::File { .. } | Self::Text(CatalogFileError::Unreadable { .. }) => {
                "file_unreadable".to_owned()
            }
            Self::Text(_) | Self::Csv { .. } => "csv_invalid".to_owned(),
            Self::ColumnsMissing { .. } | Self::ColumnDoubtful { .. } => {
                ErrorCode::ImportColumnsMissing.as_str()
            }
            Self::Output(_) => "output_closed".to_owned(),
        }
    }

    /// What a command did before it failed, for scripts: its key in the document, and the figures.
    pub(crate) fn done_before(&self) -> Option<(&'static str, Value)> {
        let Self::Register(AppError::ImportStopped {
            rows,
            rows_done,
            added,
            updated,
            ..
        }) = self
        else {
            return None;
        };
        let figures = json!({
            "rows": rows, "rows_done": rows_done, "added": added, "updated": updated,
        });
        Some(("import", figures))
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::Amount { .. } | Self::Quantity { .. } => Exit::Usage,
            Self::UnknownUser { .. }
            | Self::UnknownCode { .. }
            | Self::UnreadableCode { .. }
            | Self::WeightMissing { .. } => Exit::Refused,
            Self::Register(AppError::Folder { .. })
            | Self::File { .. }
            | Self::Csv { .. }
            | Self::Text(_)
            | Self::ColumnsMissing { .. }
            | Self::ColumnDoubtful { .. }
            | Self::Output(_) => Exit::File,
            Self::Register(error) => register_exit(error.code()),
        }
    }
}

/// Names that may hold commas and blanks.
pub(crate) fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    quoted.join(", ")
}

fn register_exit(code: ErrorCode) -> Exit {
    match code {
        ErrorCode::NeedsSetup
        | ErrorCode::LedgerBusy
        | ErrorCode::LedgerWrongKey
        | ErrorCode::LedgerKeyMissing
        | ErrorCode::LedgerNewer
        | ErrorCode::LedgerCorrupted
        | ErrorCode::KeyringMissing
        | ErrorCode::RecoveryCodeWrong
        | ErrorCode::RecoveryCodeMissing => Exit::LedgerClosed,
        ErrorCode::RecoveryCodeInvalid => Exit::Usage,
        ErrorCode::DiskFull
        | ErrorCode::BackupDamaged
        | ErrorCode::FileExists
        | ErrorCode::FolderMissing
        | ErrorCode::FolderNotEmpty
        | ErrorCode::FolderReadOnly
        | ErrorCode::LedgerReadOnly
        | ErrorCode::ImportFileUnreadable
        | ErrorCode::ImportColumnsMissing => Exit::File,
        _ => Exit::Refused,
    }
}
