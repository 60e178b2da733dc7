//! The thread that does what no cashier should wait for: it folds the cold projections, brings
//! stored totals of another shape up to date, and moves the log into the file.
//!
//! A commit does not wake it. A thread that wakes takes a processor at once, often the one on which
//! the sale still makes its answer, and the cashier waits for a slice of the scheduler. So the
//! thread looks by itself while there is trade, and is woken only out of its sleep.
//!
//! What fails is tried again by itself, later and later: a shop that closes after a full disk was
//! cleared has no next commit that would do it.

mod backoff;
pub(crate) mod fold;
pub(crate) mod refresh;
mod stale_days;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::error::LedgerError;
use crate::sqlite::checkpoint::Checkpoint;
use crate::store::Shared;
use backoff::Backoff;
use refresh::Refresh;

/// Without a commit for this long, the register is idle: the log is emptied and cut.
const IDLE_AFTER: Duration = Duration::from_secs(2);

/// How often the thread looks for commits while there is trade: soon enough for any report, and
/// long after the answer that a commit was made for.
const LOOK_EVERY: Duration = Duration::from_millis(50);

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
    /// Whether the thread waits without looking.
    sleeps: bool,
    /// When to try again what failed.
    retry_at: Option<Instant>,
}

impl Flags {
    /// Whether there is work; whoever is told does it.
    fn take_work(&mut self) -> bool {
        let is_due = self.retry_at.is_some_and(|at| at <= Instant::now());
        if is_due {
            self.retry_at = None;
        }
        std::mem::take(&mut self.committed) || is_due
    }
}

/// Why the thread woke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    /// There was a commit, or something failed and is due again.
    Work,
    Idle,
    Stop,
}

impl Maintenance {
    pub(crate) fn start(shared: Arc<Shared>) -> Result<Self, LedgerError> {
        let signal = Arc::new(Signal::default());
        // What an earlier run left unfolded is due with the first look.
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

    /// There is something new to fold. A cashier waits for this call.
    pub(crate) fn note_commit(&self) {
        let mut flags = self.signal.lock();
        flags.committed = true;
        if std::mem::take(&mut flags.sleeps) {
            self.signal.changed.notify_one();
        }
    }
}

#[cfg(test)]
impl Maintenance {
    /// Whether the thread waits without looking.
    pub(crate) fn sleeps(&self) -> bool {
        self.signal.lock().sleeps
    }

    /// Whether something failed and is to be tried again.
    pub(crate) fn awaits_retry(&self) -> bool {
        self.signal.awaits_retry()
    }

    pub(crate) fn try_again_after(&self, wait: Duration) {
        self.signal.try_again_after(wait);
    }
}

impl Drop for Maintenance {
    fn drop(&mut self) {
        let mut flags = self.signal.lock();
        flags.stop = true;
        flags.sleeps = false;
        drop(flags);
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

    /// Waits for a commit, for the end, or for a quiet moment: the thread looks for them again and
    /// again.
    fn look(&self) -> Wake {
        let began = Instant::now();
        let mut flags = self.lock();
        loop {
            if flags.stop {
                return Wake::Stop;
            }
            let waited = self.changed.wait_timeout(flags, LOOK_EVERY);
            (flags, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if !flags.stop && flags.take_work() {
                return Wake::Work;
            }
            if !flags.stop && began.elapsed() >= IDLE_AFTER {
                return Wake::Idle;
            }
        }
    }

    /// Waits until there is something to look for.
    fn sleep(&self) {
        let mut flags = self.lock();
        flags.sleeps = !flags.committed && !flags.stop;
        while flags.sleeps {
            flags = match flags.retry_at.map(|at| at.duration_since(Instant::now())) {
                None => self
                    .changed
                    .wait(flags)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => break,
                Some(left) => {
                    let waited = self.changed.wait_timeout(flags, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        flags.sleeps = false;
    }

    fn awaits_retry(&self) -> bool {
        self.lock().retry_at.is_some()
    }

    fn try_again_after(&self, wait: Duration) {
        self.lock().retry_at = Some(Instant::now() + wait);
    }
}

fn run(shared: &Shared, signal: &Signal) {
    let mut refresh = None;
    // One for the folds and one for the log's size: the success of one says nothing of the other.
    let (mut fold, mut log_size) = (Backoff::default(), Backoff::default());
    loop {
        let wake = signal.look();
        let outcome = match wake {
            Wake::Stop => return,
            Wake::Work => work(shared, signal, &mut refresh),
            Wake::Idle => shared.checkpoint(Checkpoint::Truncate),
        };
        let backoff = match wake {
            Wake::Idle => &mut log_size,
            Wake::Work | Wake::Stop => &mut fold,
        };
        match outcome {
            Ok(()) => *backoff = Backoff::default(),
            // A commit came before the retry was due: it neither postpones it nor is it news.
            Err(_) if signal.awaits_retry() => {}
            // Derived data and the log's size can wait, and a broken disk refuses the next commit
            // in front of the cashier.
            Err(error) => {
                let wait = backoff.next();
                log::error!("maintenance of the ledger, again in {wait:?}: {error}");
                signal.try_again_after(wait);
            }
        }
        if wake == Wake::Idle {
            signal.sleep();
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
