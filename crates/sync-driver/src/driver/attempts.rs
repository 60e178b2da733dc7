//! The attempts that are running.

use std::collections::HashMap;
use std::future::Future;

use sync_engine::{Attempt, Input};
use tokio::task::AbortHandle;

/// The running part of each attempt. Dropping its future closes the connection.
#[derive(Default)]
pub(super) struct Attempts {
    running: HashMap<Attempt, Running>,
}

struct Running {
    handle: AbortHandle,
    background: bool,
}

impl Attempts {
    /// Starts a part of an attempt.
    pub(super) fn start(
        &mut self,
        attempt: Attempt,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        self.insert(attempt, work, false);
    }

    /// Starts an attempt that a run does not wait for.
    pub(super) fn start_in_background(
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
        background: bool,
    ) {
        let handle = tokio::spawn(work).abort_handle();
        self.running.insert(attempt, Running { handle, background });
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

    /// Forgets the attempt whose part ended with this input.
    pub(super) fn note(&mut self, input: &Input) {
        if let Some(attempt) = ended(input) {
            self.running.remove(&attempt);
        }
    }

    /// Whether a run does not wait for this attempt.
    pub(super) fn is_background(&self, attempt: Attempt) -> bool {
        self.running
            .get(&attempt)
            .is_some_and(|running| running.background)
    }

    /// Whether no attempt is running that a run waits for.
    pub(super) fn are_all_background(&self) -> bool {
        self.running.values().all(|running| running.background)
    }
}

/// The attempt whose current part ended with this input.
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
