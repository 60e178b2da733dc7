//! The thread that does what no cashier should wait for: folding the cold projections and moving
//! the log into the file.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::{
    checkpoint::{self, Checkpoint},
    error::LedgerError,
    open::{Ledger, Shared},
    project::cold,
};

/// Without a commit for this long, the register is idle: the log is emptied and cut.
const IDLE_AFTER: Duration = Duration::from_secs(2);

/// From this size on, the log is moved into the file while trade goes on. Each time, a sale may meet
/// the disk busy: seldom is better than small, so that it stays below one sale in a hundred.
const CHECKPOINT_FROM_BYTES: u64 = 16 * 1024 * 1024;

/// The running thread; ends when dropped.
pub(crate) struct Maintenance {
    signal: Arc<Signal>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Signal {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    committed: bool,
    stop: bool,
}

/// Why the thread woke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    Committed,
    Idle,
    Stop,
}

impl Maintenance {
    pub(crate) fn start(shared: Arc<Shared>) -> Result<Self, LedgerError> {
        let signal = Arc::new(Signal::default());
        // What an earlier run left unfolded is due at once.
        signal.lock().committed = true;
        let inside = Arc::clone(&signal);
        let path = shared.path.clone();
        let thread = thread::Builder::new()
            .name("ledger-maintenance".to_owned())
            .spawn(move || run(&shared, &inside))
            .map_err(|source| LedgerError::File { path, source })?;
        Ok(Self {
            signal,
            thread: Some(thread),
        })
    }

    /// Says that there is something new to fold.
    pub(crate) fn wake(&self) {
        self.signal.lock().committed = true;
        self.signal.changed.notify_one();
    }
}

impl Drop for Maintenance {
    fn drop(&mut self) {
        self.signal.lock().stop = true;
        self.signal.changed.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the ledger's maintenance thread ended in a panic");
        }
    }
}

impl Signal {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next commit, the end, or (when `until_idle`) a quiet spell.
    fn wait(&self, until_idle: bool) -> Wake {
        let mut state = self.lock();
        loop {
            if state.stop {
                return Wake::Stop;
            }
            if state.committed {
                state.committed = false;
                return Wake::Committed;
            }
            if until_idle {
                let (guard, timeout) = self
                    .changed
                    .wait_timeout(state, IDLE_AFTER)
                    .unwrap_or_else(PoisonError::into_inner);
                state = guard;
                if timeout.timed_out() && !state.committed && !state.stop {
                    return Wake::Idle;
                }
            } else {
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

fn run(shared: &Shared, signal: &Signal) {
    let mut until_idle = true;
    loop {
        let outcome = match signal.wait(until_idle) {
            Wake::Stop => return,
            Wake::Committed => {
                until_idle = true;
                work(shared, signal)
            }
            Wake::Idle => {
                until_idle = false;
                checkpoint::run(shared, Checkpoint::Truncate)
            }
        };
        // Derived data and the log's size can wait: the next commit tries again, and a disk that
        // is broken refuses that commit in front of the cashier.
        if let Err(error) = outcome {
            log::error!("maintenance of the ledger: {error}");
        }
    }
}

fn work(shared: &Shared, signal: &Signal) -> Result<(), LedgerError> {
    loop {
        let folded = cold::fold_step(shared)?;
        if shared.log.bytes() >= CHECKPOINT_FROM_BYTES {
            checkpoint::run(shared, Checkpoint::Passive)?;
        }
        if folded == cold::Progress::Done || signal.lock().stop {
            return Ok(());
        }
        if shared.gate.is_wanted() {
            thread::yield_now();
        }
    }
}

impl Ledger {
    /// Folds what is not folded yet, so that a report sees every entry that was committed before
    /// this call.
    pub fn catch_up(&self) -> Result<(), LedgerError> {
        while cold::fold_step(&self.shared)? == cold::Progress::More {}
        Ok(())
    }

    /// Drops the cold projections and folds them again from the first entry. Reports are
    /// incomplete meanwhile; selling goes on. What came down the server's feed (products, people,
    /// settings) is no fold of the log and stays as it is; a snapshot fetches it again.
    pub fn rebuild(&self) -> Result<(), LedgerError> {
        cold::forget(&self.shared)?;
        self.catch_up()
    }
}
