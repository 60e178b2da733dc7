//! The queue of the threads that want to write.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// How often background work checks whether a waiting writer has started: a few milliseconds.
const YIELDS: u32 = 5_000;

/// The writer behind a lock that counts the waiting threads.
///
/// The busy handler of `SQLite` sleeps in steps of milliseconds. Queueing here hands the writer
/// over at once, and lets background work give way to a sale.
#[derive(Debug)]
pub(crate) struct WriterQueue<T> {
    writer: Mutex<T>,
    waiting: AtomicUsize,
    started: AtomicUsize,
}

impl<T> WriterQueue<T> {
    pub(crate) fn new(writer: T) -> Self {
        Self {
            writer: Mutex::new(writer),
            waiting: AtomicUsize::new(0),
            started: AtomicUsize::new(0),
        }
    }

    /// Waits until the writer is free. A panic of an earlier holder is harmless: its database
    /// transaction was rolled back while the stack unwound.
    pub(crate) fn wait(&self) -> WriterGuard<'_, T> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let guard = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        self.started.fetch_add(1, Ordering::SeqCst);
        WriterGuard { guard }
    }

    /// The writer, if no thread writes or waits to write.
    pub(crate) fn idle(&self) -> Option<WriterGuard<'_, T>> {
        if self.has_waiting() {
            return None;
        }
        let guard = match self.writer.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        Some(WriterGuard { guard })
    }

    /// Whether a thread waits to write. Background work then ends its slice.
    pub(crate) fn has_waiting(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) > 0
    }

    /// Lets one waiting writer go first. The lock alone is not fair: without this call, work that
    /// asks again at once could overtake a sale many times.
    pub(crate) fn let_one_pass(&self) {
        let started = self.started.load(Ordering::SeqCst);
        for _ in 0..YIELDS {
            if !self.has_waiting() || self.started.load(Ordering::SeqCst) != started {
                return;
            }
            std::thread::yield_now();
        }
    }
}

/// The right to write; ends when dropped.
pub(crate) struct WriterGuard<'a, T> {
    guard: MutexGuard<'a, T>,
}

impl<T> Deref for WriterGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for WriterGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}
