//! Whom a commit wakes.

use std::sync::{Arc, PoisonError, RwLock};

type OnCommit = Arc<dyn Fn() + Send + Sync>;

/// Called after each commit, on the thread that made it. A cashier waits for the call: it must
/// return at once.
#[derive(Default)]
pub(crate) struct CommitListener(RwLock<Option<OnCommit>>);

impl CommitListener {
    pub(crate) fn notify(&self) {
        let on_commit = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(on_commit) = &*on_commit {
            on_commit();
        }
    }

    pub(crate) fn set(&self, on_commit: Option<OnCommit>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = on_commit;
    }
}
