//! The feed entity `register`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A register of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterState {
    pub register_id: Uuid,
    pub store_id: Uuid,
    /// What people call it.
    pub name: String,
    /// Whether it may take part.
    pub status: RegisterStatus,
}

/// Whether a register may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum RegisterStatus {
    /// It takes part.
    Active,
    /// The owner has revoked it. The rest of its log goes into quarantine, and it pulls nothing.
    Revoked,
}

crate::code::codes!(RegisterStatus {
    Active = "active",
    Revoked = "revoked",
});
