//! The events of a shop, kept until a screen fetches them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use register::{Register, RegisterEvent};
use serde_json::{Value, json};

/// How long a request waits for an event.
const WAIT: Duration = Duration::from_secs(20);

/// The events of one shop, in their order.
#[derive(Default)]
pub(crate) struct EventLog {
    log: Mutex<Log>,
    changed: Condvar,
}

#[derive(Default)]
struct Log {
    events: Vec<RegisterEvent>,
    closed: bool,
}

impl EventLog {
    pub(crate) fn push(&self, event: RegisterEvent) {
        self.lock().events.push(event);
        self.changed.notify_all();
    }

    /// Ends all waiting.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The number of events so far.
    pub(crate) fn count(&self) -> usize {
        self.lock().events.len()
    }

    /// Waits until there are more events than `after`, and returns those.
    pub(crate) fn wait_beyond(&self, after: usize) -> Vec<RegisterEvent> {
        let nothing_new = |log: &mut Log| !log.closed && log.events.len() <= after;
        let (log, _) = self
            .changed
            .wait_timeout_while(self.lock(), WAIT, nothing_new)
            .unwrap_or_else(PoisonError::into_inner);
        log.events.iter().skip(after).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event as the screens know it; `None` when its content can no longer be read.
pub(crate) fn shown(event: RegisterEvent, register: &Register) -> Option<Value> {
    let (name, payload) = match event {
        RegisterEvent::StatusChanged => ("statusChanged", json!(register.app_status().ok()?)),
        RegisterEvent::CatalogChanged => ("catalogChanged", Value::Null),
        RegisterEvent::PeopleChanged => ("peopleChanged", Value::Null),
        RegisterEvent::SettingsChanged => ("settingsChanged", Value::Null),
        RegisterEvent::PrintQueueChanged => ("printQueueChanged", Value::Null),
        RegisterEvent::ImportProgressed(progress) => ("importProgressed", json!(progress)),
        RegisterEvent::SyncChanged => ("syncChanged", json!(register.sync_status().ok()?)),
    };
    Some(json!({ "name": name, "payload": payload }))
}
