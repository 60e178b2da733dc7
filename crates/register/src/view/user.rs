//! People and what they type about themselves.

use super::Role;
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

/// A person who may unlock the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PersonView {
    pub user_id: Uuid,
    /// The short name that `kasaproctl --user` takes.
    pub username: String,
    /// The name on the lock screen and on receipts.
    pub full_name: String,
    /// What the person may do.
    pub role: Role,
    /// Digits of the person's PIN, so that the PIN pad submits by itself.
    pub pin_length: u32,
    /// Whether the person may unlock at all.
    pub active: bool,
    /// After too many wrong PINs: when the next try is allowed.
    #[specta(type = Option<Number>)]
    pub locked_until_ms: Option<i64>,
}

/// A new person.
#[derive(Clone, Serialize, Deserialize, Type)]
pub struct UserInput {
    /// The short name, unique in the store.
    pub username: String,
    /// The name on the lock screen and on receipts.
    pub full_name: String,
    /// What the person may do.
    pub role: Role,
    /// 4 to 6 digits, unique in the store.
    pub pin: String,
}

impl std::fmt::Debug for UserInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserInput")
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// Somebody with a higher role who permits one action in place.
#[derive(Clone, Serialize, Deserialize, Type)]
pub struct ApprovalInput {
    /// Who permits it.
    pub user_id: Uuid,
    /// Their PIN.
    pub pin: String,
}

impl std::fmt::Debug for ApprovalInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApprovalInput")
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}
