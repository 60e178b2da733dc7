//! Passes news of the sync on to the shop and to the screens.

use std::sync::{Arc, Weak};

use sync_driver::{FeedChanges, SyncObserver};

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

    /// This is how a change that was made elsewhere reaches the screens.
    fn feed_applied(&self, changes: FeedChanges) {
        let Some(shop) = self.shop.upgrade() else {
            return;
        };
        if let Err(error) = shop.refresh_settings() {
            log::warn!("the settings were not read again: {}", error.code());
        }
        let FeedChanges {
            products,
            people,
            settings,
        } = changes;
        let named = [
            (products, RegisterEvent::CatalogChanged),
            (people, RegisterEvent::PeopleChanged),
            (settings, RegisterEvent::SettingsChanged),
        ];
        for (_, event) in named.into_iter().filter(|(has_changed, _)| *has_changed) {
            self.events.tell(event);
        }
        self.events.tell(RegisterEvent::StatusChanged);
        self.events.tell(RegisterEvent::SyncChanged);
    }
}
