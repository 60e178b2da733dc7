//! Passes news of the sync on to the shop and to the screens.

use std::sync::{Arc, Weak};

use sync_driver::SyncObserver;

use crate::events::{Events, RegisterEvent};
use crate::shop::Shop;

/// Updates an open shop. It does not keep the shop open.
pub(super) struct ShopObserver {
    pub(super) shop: Weak<Shop>,
    pub(super) events: Arc<Events>,
}

impl SyncObserver for ShopObserver {
    fn status_changed(&self) {
        self.events.tell(RegisterEvent::SyncChanged);
    }

    /// Screens read prices and people again after these events: this is how a change that was made
    /// elsewhere reaches them.
    fn feed_applied(&self) {
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
