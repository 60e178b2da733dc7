//! What is under way.

use std::collections::HashMap;
use std::future::Future;

use sync_engine::{Attempt, Input};
use tokio::task::AbortHandle;

/// Attempts by name. Dropping the future of one closes its connection.
#[derive(Default)]
pub(super) struct Flights {
    running: HashMap<Attempt, Running>,
}

struct Running {
    handle: AbortHandle,
    quiet: bool,
}

impl Flights {
    /// Begins a part of an attempt.
    pub(super) fn start(
        &mut self,
        attempt: Attempt,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        self.insert(attempt, work, false);
    }

    /// Begins an attempt that nobody waits for.
    pub(super) fn start_quiet(
        &mut self,
        attempt: Attempt,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        self.insert(attempt, work, true);
    }

    fn insert(
        &mut self,
        attempt: Attempt,
        work: impl Future<Output = ()> + Send + 'static,
        quiet: bool,
    ) {
        let handle = tokio::spawn(work).abort_handle();
        self.running.insert(attempt, Running { handle, quiet });
    }

    pub(super) fn cancel(&mut self, attempt: Attempt) {
        if let Some(running) = self.running.remove(&attempt) {
            running.handle.abort();
        }
    }

    pub(super) fn cancel_all(&mut self) {
        for (_, running) in self.running.drain() {
            running.handle.abort();
        }
    }

    /// What an input says is over.
    pub(super) fn note(&mut self, input: &Input) {
        if let Some(attempt) = ended(input) {
            self.running.remove(&attempt);
        }
    }

    /// Whether nobody waits for this attempt.
    pub(super) fn is_quiet(&self, attempt: Attempt) -> bool {
        self.running
            .get(&attempt)
            .is_some_and(|running| running.quiet)
    }

    /// Whether nothing is under way that somebody waits for.
    pub(super) fn are_none_but_quiet(&self) -> bool {
        self.running.values().all(|running| running.quiet)
    }
}

/// The attempt whose present part ended with this input.
const fn ended(input: &Input) -> Option<Attempt> {
    match input {
        Input::PushAnswered { attempt, .. }
        | Input::Acknowledged { attempt, .. }
        | Input::EpochOpened { attempt, .. }
        | Input::PullAnswered { attempt, .. }
        | Input::PageApplied { attempt }
        | Input::SnapshotApplied { attempt, .. }
        | Input::Refused { attempt, .. }
        | Input::Failed { attempt, .. }
        | Input::LedgerFailed { attempt } => Some(*attempt),
        Input::Tick
        | Input::LocalChanged(_)
        | Input::Progress { .. }
        | Input::ListenStarted { .. }
        | Input::Hint { .. }
        | Input::NetworkUp
        | Input::AskedNow
        | Input::AttentionDismissed { .. } => None,
    }
}
