//! A refusal as it crosses to a screen or a script.

use super::{AppError, ErrorCode, ErrorDetails};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A refusal: code for the screen, message for the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CommandError {
    /// What was refused, for translation.
    pub code: ErrorCode,
    /// The same in English, for logs and support.
    pub message: String,
    /// What the translation needs.
    pub details: Option<Box<ErrorDetails>>,
}

impl CommandError {
    /// A refusal without details.
    pub fn new(code: ErrorCode, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
            details: None,
        }
    }
}

impl From<AppError> for CommandError {
    fn from(error: AppError) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
            details: error.details().map(Box::new),
        }
    }
}

impl std::fmt::Display for CommandError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for CommandError {}
