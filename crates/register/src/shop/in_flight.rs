//! One press of a button is one command, even if it arrives twice at the same moment.

use std::collections::HashSet;
use std::sync::{Condvar, Mutex, PoisonError};

use uuid::Uuid;

/// The commands that are running.
///
/// A command that arrives again while it runs waits for the first run to end, and is then answered
/// as a repeat. Commands with other ids do not wait.
#[derive(Default)]
pub(crate) struct InFlightCommands {
    running: Mutex<HashSet<Uuid>>,
    ended: Condvar,
}

impl InFlightCommands {
    /// Waits until no other thread runs this command, then marks it as running.
    pub(crate) fn begin(&self, command_id: Uuid) -> InFlight<'_> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = self
            .ended
            .wait_while(running, |running| running.contains(&command_id))
            .unwrap_or_else(PoisonError::into_inner);
        running.insert(command_id);
        InFlight {
            commands: self,
            command_id,
        }
    }
}

/// Held while a command runs.
pub(crate) struct InFlight<'c> {
    commands: &'c InFlightCommands,
    command_id: Uuid,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.commands
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.command_id);
        self.commands.ended.notify_all();
    }
}
