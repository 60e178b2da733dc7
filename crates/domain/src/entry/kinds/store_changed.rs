//! `store_changed`: the settings of the store, whole.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::codec::{BodyError, KindBody};
use crate::entry::kind::EntryKind;
use crate::store::StoreSettings;

/// The store's settings from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreChanged {
    /// Who changed them; `None` at the first setup.
    pub by_user_id: Option<Uuid>,
    pub settings: StoreSettings,
}

impl KindBody for StoreChanged {
    const KIND: &'static EntryKind = &EntryKind::StoreChanged;

    fn check(&self) -> Result<(), BodyError> {
        Ok(self.settings.check()?)
    }
}
