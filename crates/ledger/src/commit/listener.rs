//! Who wants to hear of commits.

use std::sync::{Arc, PoisonError, RwLock};

use crate::open::Ledger;

type Told = Arc<dyn Fn() + Send + Sync>;

/// Told after each commit, on the thread that made it: it must only leave a note.
#[derive(Default)]
pub(crate) struct CommitListener(RwLock<Option<Told>>);

impl CommitListener {
    pub(crate) fn tell(&self) {
        let told = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(told) = &*told {
            told();
        }
    }
}

impl Ledger {
    /// Calls `told` after each commit, in place of an earlier listener. A cashier waits for it: it
    /// must return at once.
    pub fn listen_to_commits(&self, told: impl Fn() + Send + Sync + 'static) {
        let mut slot = self
            .listener
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *slot = Some(Arc::new(told));
    }

    /// Nobody wants to hear of commits any more.
    pub fn forget_commit_listener(&self) {
        *self
            .listener
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }
}
