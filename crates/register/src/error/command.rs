//! A refusal as it crosses to a screen or a script.

use super::{AppError, ErrorCode};
use crate::view::Permission;
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// What a screen needs to phrase the refusal; each field is filled only where it applies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErrorDetails {
    /// The permission that is missing.
    pub permission: Option<Permission>,
    /// When the next try is allowed.
    #[specta(type = Option<Number>)]
    pub retry_at_ms: Option<i64>,
    /// The field that is wrong.
    pub field: Option<String>,
    /// The amount concerned, such as what is missing or the limit.
    #[specta(type = Option<Number>)]
    pub amount_cents: Option<i64>,
    /// The names that are missing.
    pub missing: Vec<String>,
    /// The file or folder concerned.
    pub path: Option<String>,
}

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
