//! Listeners that a commit calls.

use std::sync::{Arc, PoisonError, RwLock};

type OnCommit = Arc<dyn Fn() + Send + Sync>;

/// Names a listener, so that it can be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitListenerId(u64);

/// Called after each commit, on the thread that made it. A cashier waits for the calls: they must
/// return at once.
#[derive(Default)]
pub(crate) struct CommitListeners(RwLock<Listeners>);

#[derive(Default)]
struct Listeners {
    next: u64,
    all: Vec<(CommitListenerId, OnCommit)>,
}

impl CommitListeners {
    pub(crate) fn notify(&self) {
        let listeners = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for (_, on_commit) in &listeners.all {
            on_commit();
        }
    }

    pub(crate) fn add(&self, on_commit: OnCommit) -> CommitListenerId {
        let mut listeners = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let id = CommitListenerId(listeners.next);
        listeners.next = listeners.next.wrapping_add(1);
        listeners.all.push((id, on_commit));
        id
    }

    pub(crate) fn remove(&self, id: CommitListenerId) {
        let mut listeners = self.0.write().unwrap_or_else(PoisonError::into_inner);
        listeners.all.retain(|(known, _)| *known != id);
    }
}
