//! Keeps the high-water mark of the ledger: beside the key, and so not in any copy of the ledger.
//!
//! Each commit moves it. A thread writes it, because a keyring is a request over the desktop's bus,
//! and nobody at the counter waits for one. An older mark is still true: whatever it names was
//! there.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use domain::entry::Head;
use ledger::{CommitListenerId, Ledger};
use sync_driver::HighWaterMark;

use crate::error::AppError;
use crate::key::KeyLocation;

/// How long after a commit the mark is written: the sale has its answer then, and its processor.
const DELAY: Duration = Duration::from_millis(100);
/// The shortest time between two writes.
const PAUSE: Duration = Duration::from_secs(2);

/// Writes the mark after commits, and once more when it is dropped.
pub(crate) struct MarkKeeper {
    work: Arc<MarkWork>,
    listener: CommitListenerId,
    /// None when the register runs without background work: the end of the program writes.
    thread: Option<JoinHandle<()>>,
}

struct MarkWork {
    ledger: Arc<Ledger>,
    key_location: KeyLocation,
    pending: Mutex<Pending>,
    /// Held by whoever writes the mark.
    turn: Mutex<()>,
    /// A mark is due.
    due: Condvar,
    /// The keeper is dropped.
    ended: Condvar,
}

#[derive(Default)]
struct Pending {
    is_due: bool,
    ends: bool,
    written: Option<Head>,
}

impl MarkKeeper {
    /// Keeps the mark of a ledger that reaches the one that is there.
    pub(crate) fn start(
        ledger: Arc<Ledger>,
        key_location: KeyLocation,
        background: bool,
    ) -> Result<Self, AppError> {
        let work = Arc::new(MarkWork {
            ledger,
            key_location,
            pending: Mutex::default(),
            turn: Mutex::default(),
            due: Condvar::new(),
            ended: Condvar::new(),
        });
        // The mark may be older than the ledger: the last run may have been cut off.
        work.write();
        let woken = Arc::downgrade(&work);
        let listener = work.ledger.listen_to_commits(move || {
            if let Some(work) = woken.upgrade() {
                work.set_due();
            }
        });
        let thread = if background {
            let work = Arc::clone(&work);
            let thread = thread::Builder::new().name("mark".to_owned());
            Some(
                thread
                    .spawn(move || work.run())
                    .map_err(AppError::NoThread)?,
            )
        } else {
            None
        };
        Ok(Self {
            work,
            listener,
            thread,
        })
    }

    /// Writes it without waiting for its turn.
    pub(crate) fn write_now(&self) {
        self.work.write();
    }
}

impl Drop for MarkKeeper {
    fn drop(&mut self) {
        self.work.ledger.forget_commit_listener(self.listener);
        self.work.lock().ends = true;
        self.work.due.notify_one();
        self.work.ended.notify_one();
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            log::error!("the thread that keeps the high-water mark stopped by a defect");
        }
        self.work.write();
    }
}

impl MarkWork {
    /// A cashier waits for this call, so that it wakes the thread only when that waits for it.
    fn set_due(&self) {
        let mut pending = self.lock();
        if !std::mem::replace(&mut pending.is_due, true) {
            self.due.notify_one();
        }
    }

    fn run(&self) {
        loop {
            let pending = self.lock();
            let waited = self
                .due
                .wait_while(pending, |pending| !pending.is_due && !pending.ends)
                .unwrap_or_else(PoisonError::into_inner);
            drop(waited);
            if self.ends_within(DELAY) {
                return;
            }
            self.write();
            if self.ends_within(PAUSE) {
                return;
            }
        }
    }

    fn ends_within(&self, time: Duration) -> bool {
        let waited = self
            .ended
            .wait_timeout_while(self.lock(), time, |pending| !pending.ends);
        let (pending, _) = waited.unwrap_or_else(PoisonError::into_inner);
        pending.ends
    }

    /// A mark that cannot be written stops nothing: the next commit tries again.
    fn write(&self) {
        self.lock().is_due = false;
        if let Err(error) = self.write_changed() {
            log::warn!("the high-water mark was not written: {error}");
        }
    }

    fn write_changed(&self) -> Result<(), AppError> {
        // One at a time: the end of the program writes it beside the thread, and of two writers the
        // older mark could be the one that stays.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = HighWaterMark::of(&self.ledger)?;
        if self.lock().written == Some(mark.head) {
            return Ok(());
        }
        self.key_location.write_mark(&mark.to_text()?)?;
        self.lock().written = Some(mark.head);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
