//! One press of a button is one command, also when it arrives twice at the same moment.

use std::collections::HashSet;
use std::sync::{Condvar, Mutex, PoisonError};

use uuid::Uuid;

/// The commands that are being carried out.
///
/// A command that comes again while it runs waits for the first one to end, and is then answered
/// as one that was done before. Commands with other ids do not wait.
#[derive(Default)]
pub(crate) struct Turns {
    running: Mutex<HashSet<Uuid>>,
    ended: Condvar,
}

impl Turns {
    /// Begins a command, once no other hand is carrying it out.
    pub(crate) fn take(&self, command_id: Uuid) -> Turn<'_> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = self
            .ended
            .wait_while(running, |running| running.contains(&command_id))
            .unwrap_or_else(PoisonError::into_inner);
        running.insert(command_id);
        Turn {
            turns: self,
            command_id,
        }
    }
}

/// Held while a command runs.
pub(crate) struct Turn<'t> {
    turns: &'t Turns,
    command_id: Uuid,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.command_id);
        self.turns.ended.notify_all();
    }
}
