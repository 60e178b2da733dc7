//! Organizations whose movements wait to be folded.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use uuid::Uuid;

/// Organizations whose movements wait to be folded.
#[derive(Debug, Default)]
pub(crate) struct StockQueue {
    waiting: Mutex<BTreeSet<Uuid>>,
    wake: Notify,
}

impl StockQueue {
    /// Notes a push of this organization.
    pub(crate) fn pushed(&self, organization_id: Uuid) {
        self.lock().insert(organization_id);
        self.wake.notify_one();
    }

    pub(super) fn add(&self, organizations: impl IntoIterator<Item = Uuid>) {
        self.lock().extend(organizations);
    }

    /// Waits until an organization is in the queue.
    pub(super) async fn filled(&self) {
        while self.lock().is_empty() {
            self.wake.notified().await;
        }
    }

    pub(super) fn take(&self) -> BTreeSet<Uuid> {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<Uuid>> {
        // Every change is one call, so a panic elsewhere leaves the set valid.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
