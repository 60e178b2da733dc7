//! When each field of a product last changed, and by which register.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::conflict::ConflictField;

/// The last change of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, Uuid)", into = "(u64, Uuid)")]
pub struct FieldRevision {
    /// The product's revision after the change.
    pub revision: u64,
    /// The register it came from.
    pub register_id: Uuid,
}

/// The last change of every field that was ever set. As JSON: `{"name":[revision, register]}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldRevisions(BTreeMap<ConflictField, FieldRevision>);

impl FieldRevisions {
    /// The last change of a field; `None` if it was never set.
    pub fn last_change(&self, field: ConflictField) -> Option<FieldRevision> {
        self.0.get(&field).copied()
    }

    /// All fields that were ever set.
    pub fn iter(&self) -> impl Iterator<Item = (ConflictField, FieldRevision)> + '_ {
        self.0.iter().map(|(field, last)| (*field, *last))
    }

    pub(super) fn change(&mut self, field: ConflictField, last: FieldRevision) {
        self.0.insert(field, last);
    }
}

impl From<(u64, Uuid)> for FieldRevision {
    fn from((revision, register_id): (u64, Uuid)) -> Self {
        Self {
            revision,
            register_id,
        }
    }
}

impl From<FieldRevision> for (u64, Uuid) {
    fn from(last: FieldRevision) -> Self {
        (last.revision, last.register_id)
    }
}
