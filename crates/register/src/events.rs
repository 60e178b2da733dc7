//! Telling the screens that something changed without their asking.

use std::sync::{Arc, PoisonError, RwLock};

use crate::view::ImportProgress;

/// Something that a screen shows has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterEvent {
    /// Read `app_status` again.
    StatusChanged,
    /// Products changed, here or elsewhere: read what shows names, prices or categories again.
    CatalogChanged,
    /// People changed elsewhere: read `people` and `users` again.
    PeopleChanged,
    /// The settings of the store changed elsewhere: read `settings_read` again, and every text that
    /// is written in the store's language or currency.
    SettingsChanged,
    /// Read `print_queue` again.
    PrintQueueChanged,
    /// An import got further.
    ImportProgressed(ImportProgress),
    /// Read `sync_status` again.
    SyncChanged,
}

type EventListener = Arc<dyn Fn(RegisterEvent) + Send + Sync>;

/// The one listener of a register, if there is one.
#[derive(Default)]
pub(crate) struct Events {
    listener: RwLock<Option<EventListener>>,
}

impl Events {
    /// Calls the listener, if there is one. It is called without a lock held.
    pub(crate) fn tell(&self, event: RegisterEvent) {
        let listener = self
            .listener
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    /// Replaces the listener.
    pub(crate) fn listen(&self, listener: impl Fn(RegisterEvent) + Send + Sync + 'static) {
        *self
            .listener
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(listener));
    }

    /// Tells nobody from now on.
    pub(crate) fn forget_listener(&self) {
        *self
            .listener
            .write()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }
}
