//! Why an import was refused.

use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// An import cannot start, or its file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportJobError {
    /// An import is running.
    #[error("an import is running already")]
    Busy,
    /// The file cannot be read.
    #[error("the file cannot be read as a catalog: {reason}")]
    FileUnreadable {
        /// What is wrong with it, in English.
        reason: String,
    },
    /// The file lacks columns.
    #[error("the file lacks columns: {columns:?}")]
    ColumnsMissing {
        /// Which fields have no column.
        columns: Vec<String>,
    },
}

impl ImportJobError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Busy => ErrorCode::ImportBusy,
            Self::FileUnreadable { .. } => ErrorCode::ImportFileUnreadable,
            Self::ColumnsMissing { .. } => ErrorCode::ImportColumnsMissing,
        }
    }

    pub(crate) fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::Busy | Self::FileUnreadable { .. } => None,
            Self::ColumnsMissing { columns } => Some(ErrorDetails {
                missing: columns.clone(),
                ..ErrorDetails::default()
            }),
        }
    }
}
