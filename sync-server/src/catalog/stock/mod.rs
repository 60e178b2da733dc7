//! Stock levels: movements folded into `products.stock`, soon after they arrive.
//!
//! A push writes its movements and touches no product for them: two registers that sell the same
//! product never wait for each other. Here a task adds up what came since the last time, register
//! by register (`stock_folds`), exactly once on however many nodes.

mod fold;
mod task;

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use uuid::Uuid;

pub use fold::{Folded, fold};
pub(crate) use fold::{fold_behind, hold_fold};
pub(crate) use task::everyone;
pub(super) use task::keep_folding;

/// Organizations whose movements wait.
#[derive(Debug, Default)]
pub(super) struct StockQueue {
    waiting: Mutex<BTreeSet<Uuid>>,
    wake: Notify,
}

impl StockQueue {
    /// Something of this organization was pushed.
    pub(super) fn pushed(&self, organization_id: Uuid) {
        self.lock().insert(organization_id);
        self.wake.notify_one();
    }

    fn add(&self, organizations: impl IntoIterator<Item = Uuid>) {
        self.lock().extend(organizations);
    }

    async fn filled(&self) {
        while self.lock().is_empty() {
            self.wake.notified().await;
        }
    }

    fn take(&self) -> BTreeSet<Uuid> {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<Uuid>> {
        // Every change is one call: a panic elsewhere leaves the set whole.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
