//! The feed entity `user`.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::required;
use crate::user::Role;

/// A person as the server knows them. Names and PIN are sent outside the log, so that they can be
/// erased; `None` when the server does not have them, or has erased them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserState {
    /// The person.
    pub user_id: Uuid,
    /// What they may do.
    pub role: Role,
    /// Whether they may unlock a register.
    pub active: bool,
    /// Their names and PIN.
    #[serde(deserialize_with = "required")]
    pub profile: Option<UserSecretProfile>,
}

/// Names and PIN of a person, which a register needs to let them in while offline.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserSecretProfile {
    /// Unique within the organization.
    pub username: String,
    /// The name on the lock screen and the receipt.
    pub full_name: String,
    /// Salt of the commitment in the log, 64 hexadecimal digits.
    pub commitment_salt: String,
    /// Argon2id under the organization's pepper, PHC string.
    #[serde(deserialize_with = "required")]
    pub pin_hash: Option<String>,
    /// How many digits the PIN has.
    #[serde(deserialize_with = "required")]
    pub pin_length: Option<u8>,
}

impl fmt::Debug for UserState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UserState")
            .field("user_id", &self.user_id)
            .field("role", &self.role)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UserSecretProfile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UserSecretProfile(..)")
    }
}
