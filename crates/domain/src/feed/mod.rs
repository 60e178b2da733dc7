//! The downward stream: what the server sends to every register of an organization.
//!
//! A row carries the whole state of one entity on the server at that row's number. The server keeps
//! only the newest row of each entity: a change moves the row to a new number. So a register that
//! asks for everything after its cursor gets each changed entity once, and one that asks from 0
//! gets a snapshot.

pub mod change;
mod entity;
mod entity_kind;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::catalog::merge::{CatalogConflict, ConflictField};
pub use change::{FeedChange, UnknownChange};
pub use entity::{
    ProductState, RegisterState, RegisterStatus, StoreState, UserSecretProfile, UserState,
};
pub use entity_kind::EntityKind;

/// One row of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRow {
    /// The row's number: later changes have higher ones, without exception.
    pub feed_seq: u64,
    /// The entry that made the change, when one did.
    pub origin: Option<FeedOrigin>,
    /// The new state of the entity.
    pub change: FeedChange,
}

/// Which entry of which register a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedOrigin {
    /// The register that wrote it.
    pub register_id: Uuid,
    pub entry_id: Uuid,
}
