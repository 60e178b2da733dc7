//! The observer of a driver.

use ledger::FeedApplied;

/// The kinds of data that a part of the feed changed in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedChanges {
    /// Products: what is sold, and at which prices.
    pub products: bool,
    /// People, their roles or their PINs.
    pub people: bool,
    /// The settings of the store.
    pub settings: bool,
}

impl FeedChanges {
    /// A snapshot replaced everything.
    pub(crate) const ALL: Self = Self {
        products: true,
        people: true,
        settings: true,
    };
}

impl From<FeedApplied> for FeedChanges {
    fn from(applied: FeedApplied) -> Self {
        Self {
            products: applied.products > 0,
            people: applied.people > 0,
            settings: applied.settings,
        }
    }
}

/// Called from the driver's threads. Both methods must return quickly.
pub trait SyncObserver: Send + Sync {
    /// The sync status changed.
    fn status_changed(&self) {}

    /// A part of the feed was applied to the ledger.
    fn feed_applied(&self, _changes: FeedChanges) {}
}

/// For a run that is not observed.
pub(crate) struct NoObserver;

impl SyncObserver for NoObserver {}
