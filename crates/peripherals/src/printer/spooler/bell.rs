//! How the worker sleeps and wakes.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What ended a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WakeReason {
    /// The bell was rung: the queue has changed.
    Rung,
    /// The time limit passed.
    TimeOut,
    /// The worker must end.
    Stopped,
}

/// Wakes the worker. A ring while it works is kept for its next wait, so that no ring is lost.
#[derive(Debug, Default)]
pub struct Bell {
    state: Mutex<BellState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct BellState {
    rung: bool,
    stopped: bool,
}

impl BellState {
    fn answer(&mut self) -> Option<WakeReason> {
        if self.stopped {
            return Some(WakeReason::Stopped);
        }
        std::mem::take(&mut self.rung).then_some(WakeReason::Rung)
    }
}

impl Bell {
    /// Whether the worker must end.
    pub fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    /// Waits for a ring or a stop, at most `limit` (`None`: without limit).
    pub fn wait(&self, limit: Option<Duration>) -> WakeReason {
        let quiet = |state: &mut BellState| !state.rung && !state.stopped;
        let state = self.lock();
        let mut state = match limit {
            None => self
                .changed
                .wait_while(state, quiet)
                .unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                let waited = self.changed.wait_timeout_while(state, limit, quiet);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        state.answer().unwrap_or(WakeReason::TimeOut)
    }

    pub(super) fn ring(&self) {
        self.lock().rung = true;
        self.changed.notify_all();
    }

    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, BellState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How the worker waits.
pub trait Waiter: Send + 'static {
    /// Waits for the bell, at most `limit` (`None`: without limit).
    fn wait(&self, bell: &Bell, limit: Option<Duration>) -> WakeReason;
}

/// Waits in real time.
#[derive(Debug, Clone, Copy)]
pub struct BellWaiter;

impl Waiter for BellWaiter {
    fn wait(&self, bell: &Bell, limit: Option<Duration>) -> WakeReason {
        bell.wait(limit)
    }
}
