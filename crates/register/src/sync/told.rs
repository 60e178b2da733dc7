//! What the rest of the register hears of the sync.

use std::sync::{Arc, Weak};

use super::driver::Watch;
use crate::events::{Events, RegisterEvent};
use crate::shop::Shop;

/// Keeps an open shop in step. It does not keep the shop open.
pub(super) struct ShopWatch {
    pub(super) shop: Weak<Shop>,
    pub(super) events: Arc<Events>,
}

impl Watch for ShopWatch {
    fn changed(&self) {
        self.events.tell(RegisterEvent::SyncChanged);
    }

    fn fed(&self) {
        let Some(shop) = self.shop.upgrade() else {
            return;
        };
        if let Err(error) = shop.refresh_settings() {
            log::warn!("the settings were not read again: {}", error.code());
        }
        self.events.tell(RegisterEvent::StatusChanged);
        self.events.tell(RegisterEvent::SyncChanged);
    }
}
