//! What a screen needs to phrase a refusal.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use domain::user::Permission;

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

impl ErrorDetails {
    /// Only the field that is wrong.
    pub(crate) fn of_field(field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::default()
        }
    }

    /// Only the file or folder concerned.
    pub(crate) fn of_path(path: String) -> Self {
        Self {
            path: Some(path),
            ..Self::default()
        }
    }
}
