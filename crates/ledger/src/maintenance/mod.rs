//! The thread that does what no cashier should wait for: it folds the cold projections, brings
//! stored totals of another shape up to date, and moves the log into the file.

pub(crate) mod fold;
pub(crate) mod refresh;
mod stale_days;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::error::LedgerError;
use crate::sqlite::checkpoint::Checkpoint;
use crate::store::Shared;
use refresh::Refresh;

/// Without a commit for this long, the register is idle: the log is emptied and cut.
const IDLE_AFTER: Duration = Duration::from_secs(2);

/// From this size on, the log is moved into the file while trade goes on. Each time, a sale may
/// find the disk busy. Rare checkpoints of a large log keep that below one sale in a hundred.
pub(crate) const CHECKPOINT_FROM_BYTES: u64 = 16 * 1024 * 1024;

/// Whether there is more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing is left.
    Done,
    /// Some of it was done.
    More,
}

/// The running thread; ends when dropped.
pub(crate) struct Maintenance {
    signal: Arc<Signal>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Signal {
    flags: Mutex<Flags>,
    changed: Condvar,
}

#[derive(Default)]
struct Flags {
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

    /// There is something new to fold.
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
    fn lock(&self) -> MutexGuard<'_, Flags> {
        self.flags.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next commit, for the end, or (with `until_idle`) for a quiet moment.
    fn wait(&self, until_idle: bool) -> Wake {
        let mut flags = self.lock();
        loop {
            if flags.stop {
                return Wake::Stop;
            }
            if flags.committed {
                flags.committed = false;
                return Wake::Committed;
            }
            if until_idle {
                let (guard, timeout) = self
                    .changed
                    .wait_timeout(flags, IDLE_AFTER)
                    .unwrap_or_else(PoisonError::into_inner);
                flags = guard;
                if timeout.timed_out() && !flags.committed && !flags.stop {
                    return Wake::Idle;
                }
            } else {
                flags = self
                    .changed
                    .wait(flags)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

fn run(shared: &Shared, signal: &Signal) {
    let mut until_idle = true;
    let mut refresh = None;
    loop {
        let outcome = match signal.wait(until_idle) {
            Wake::Stop => return,
            Wake::Committed => {
                until_idle = true;
                work(shared, signal, &mut refresh)
            }
            Wake::Idle => {
                until_idle = false;
                shared.checkpoint(Checkpoint::Truncate)
            }
        };
        // Derived data and the log's size can wait. The next commit tries again, and a broken disk
        // refuses that commit in front of the cashier.
        if let Err(error) = outcome {
            log::error!("maintenance of the ledger: {error}");
        }
    }
}

/// What was sold is folded first.
fn work(
    shared: &Shared,
    signal: &Signal,
    refresh: &mut Option<Refresh>,
) -> Result<(), LedgerError> {
    loop {
        let progress = match fold::step(shared)? {
            Progress::More => Progress::More,
            Progress::Done => refresh_step(shared, refresh)?,
        };
        if shared.log.bytes() >= CHECKPOINT_FROM_BYTES {
            shared.checkpoint(Checkpoint::Passive)?;
        }
        if progress == Progress::Done || signal.lock().stop {
            return Ok(());
        }
        if shared.writer.has_waiting() {
            thread::yield_now();
        }
    }
}

/// Looks for stale totals at the first time, and then folds some of them again.
fn refresh_step(shared: &Shared, refresh: &mut Option<Refresh>) -> Result<Progress, LedgerError> {
    if let Some(refresh) = refresh {
        refresh.step(shared)
    } else {
        *refresh = Some(Refresh::begin(shared)?);
        Ok(Progress::More)
    }
}
