//! The names of the entities that rows of the feed are about.

use serde::{Deserialize, Serialize};

/// What a row of the feed is about: its field `entity`, and the server's column of that name.
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
    /// Two edits of one field that met.
    Conflict,
}

crate::code::codes!(EntityKind {
    Product = "product",
    User = "user",
    Store = "store",
    Register = "register",
    Conflict = "conflict",
});
