//! The names of the entities that rows of the feed are about.

use serde::{Deserialize, Serialize};

/// The kind of entity in a row of the feed: its field `entity`, and the server's column of that
/// name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    Product,
    /// A person.
    User,
    /// The settings of a store.
    Store,
    /// A register of the organization.
    Register,
    /// A conflict between two edits of one field.
    Conflict,
}

crate::code::codes!(EntityKind {
    Product = "product",
    User = "user",
    Store = "store",
    Register = "register",
    Conflict = "conflict",
});
