//! How the worker sleeps and is woken.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What ended a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Somebody rang: the queue has changed.
    Rung,
    /// The time was over.
    TimeOut,
    /// The worker shall end.
    Stopped,
}

/// Wakes the worker. A ring while it works is kept for its next wait, so that none gets lost.
#[derive(Debug, Default)]
pub struct Bell {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    rung: bool,
    stopped: bool,
}

impl State {
    fn answer(&mut self) -> Option<Wake> {
        if self.stopped {
            return Some(Wake::Stopped);
        }
        std::mem::take(&mut self.rung).then_some(Wake::Rung)
    }
}

impl Bell {
    /// Whether the worker shall end.
    pub fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    /// Waits for a ring or the stop, at most `limit` (`None`: for ever).
    pub fn wait(&self, limit: Option<Duration>) -> Wake {
        let quiet = |state: &mut State| !state.rung && !state.stopped;
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
        state.answer().unwrap_or(Wake::TimeOut)
    }

    pub(super) fn ring(&self) {
        self.lock().rung = true;
        self.changed.notify_all();
    }

    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How the worker lets time pass.
pub trait Waiter: Send + 'static {
    /// Waits for the bell, at most `limit` (`None`: for ever).
    fn wait(&self, bell: &Bell, limit: Option<Duration>) -> Wake;
}

/// Waits in real time.
#[derive(Debug, Clone, Copy)]
pub struct BellWaiter;

impl Waiter for BellWaiter {
    fn wait(&self, bell: &Bell, limit: Option<Duration>) -> Wake {
        bell.wait(limit)
    }
}
