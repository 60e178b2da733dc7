//! The observer of a driver.

/// Called from the driver's threads. Both methods must return quickly.
pub trait SyncObserver: Send + Sync {
    /// The sync status changed.
    fn status_changed(&self) {}

    /// The feed changed people, settings or products in the ledger.
    fn feed_applied(&self) {}
}

/// For a run that is not observed.
pub(crate) struct NoObserver;

impl SyncObserver for NoObserver {}
