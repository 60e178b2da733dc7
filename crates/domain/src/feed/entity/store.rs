//! The feed entity `store`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::StoreSettings;

/// The settings of a store.
///
/// [`StoreSettings`] are strict as a whole. A setting that this program does not know may change
/// what a customer pays, so the register keeps the settings that it understands and asks for the
/// row again after an upgrade, instead of applying a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreState {
    pub store_id: Uuid,
    /// Changes so far.
    pub revision: u64,
    pub settings: StoreSettings,
}
