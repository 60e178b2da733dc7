//! Who may write next.

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How often background work looks whether one of those at the gate has gone in: a few milliseconds.
const YIELDS: u32 = 5_000;

/// The writer behind a lock. `SQLite`'s own busy handler sleeps in steps of milliseconds; queueing
/// here hands the writer over at once, and `waiting` lets background work step aside for a sale.
#[derive(Debug)]
pub(crate) struct Gate<T> {
    inside: Mutex<T>,
    waiting: AtomicUsize,
    entered: AtomicUsize,
}

impl<T> Gate<T> {
    pub(crate) fn new(inside: T) -> Self {
        Self {
            inside: Mutex::new(inside),
            waiting: AtomicUsize::new(0),
            entered: AtomicUsize::new(0),
        }
    }

    /// Waits for the turn to write. A panic of an earlier holder does no harm: its database
    /// transaction was rolled back while the stack unwound.
    pub(crate) fn enter(&self) -> GateGuard<'_, T> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let guard = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        self.entered.fetch_add(1, Ordering::SeqCst);
        GateGuard { guard }
    }

    /// Whether somebody stands at the gate: the moment to end a piece of background work.
    pub(crate) fn is_wanted(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) > 0
    }

    /// Lets one of those at the gate go first. The lock does not queue: without this, work that
    /// enters again at once could pass a sale many times.
    pub(crate) fn let_pass(&self) {
        let entered = self.entered.load(Ordering::SeqCst);
        for _ in 0..YIELDS {
            if !self.is_wanted() || self.entered.load(Ordering::SeqCst) != entered {
                return;
            }
            std::thread::yield_now();
        }
    }
}

/// The turn to write; ends when dropped.
pub(crate) struct GateGuard<'a, T> {
    guard: MutexGuard<'a, T>,
}

impl<T> Deref for GateGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for GateGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}
