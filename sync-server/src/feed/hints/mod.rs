//! Hints that an organization's feed has moved. Losing one is safe, because registers also poll. So
//! no code waits for a hint, and no hint is sent inside a database transaction that writes.
//!
//! The rest of the server uses only [`Hints`]: which feeds moved on this node, and who listens
//! here. Only [`mod@relay`] passes hints between nodes, because a database without `NOTIFY` needs
//! another way.

mod listener;
mod relay;
mod streams;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use uuid::Uuid;

pub(crate) use listener::HintListener;
pub(crate) use relay::relay;
pub(crate) use streams::{EventStream, EventStreams};

/// The hints of one node.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    state: Mutex<HintState>,
    /// Wakes the relay.
    wake: Notify,
}

#[derive(Debug, Default)]
struct HintState {
    /// The last number that was pushed here, by organization.
    moved: HashMap<Uuid, u64>,
    /// Numbers that other nodes do not have yet.
    unsent: HashMap<Uuid, u64>,
    /// The listeners of this node. A slow one sees the newest number only.
    listeners: HashMap<Uuid, watch::Sender<u64>>,
}

impl Hints {
    /// Notes a push that was committed on this node. It moved the feed if the number is new.
    pub(crate) fn pushed(&self, organization_id: Uuid, feed_seq: u64) {
        let mut state = self.lock();
        let before = state.moved.insert(organization_id, feed_seq);
        // The first push after a start may not have moved the feed, but an extra hint is safe.
        if before.is_some_and(|before| feed_seq <= before) {
            return;
        }
        state.hear(organization_id, feed_seq);
        state.unsent.insert(organization_id, feed_seq);
        drop(state);
        self.wake.notify_one();
    }

    /// Notes a number that another node reports.
    fn heard(&self, organization_id: Uuid, feed_seq: u64) {
        self.lock().hear(organization_id, feed_seq);
    }

    /// Follows the feed of an organization from now on.
    pub(crate) fn listen(&self, organization_id: Uuid) -> watch::Receiver<u64> {
        let mut state = self.lock();
        let sender = state.listeners.entry(organization_id);
        sender.or_insert_with(|| watch::Sender::new(0)).subscribe()
    }

    /// Waits until there are numbers to send to other nodes.
    async fn unsent(&self) {
        while self.lock().unsent.is_empty() {
            self.wake.notified().await;
        }
    }

    /// Takes the numbers to send to other nodes.
    fn take_unsent(&self) -> HashMap<Uuid, u64> {
        std::mem::take(&mut self.lock().unsent)
    }

    fn lock(&self) -> MutexGuard<'_, HintState> {
        // A panic elsewhere leaves the state valid: at worst a hint is lost.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HintState {
    fn hear(&mut self, organization_id: Uuid, feed_seq: u64) {
        let Some(listeners) = self.listeners.get(&organization_id) else {
            return;
        };
        if listeners.receiver_count() == 0 {
            self.listeners.remove(&organization_id);
            return;
        }
        listeners.send_if_modified(|newest| {
            let newer = feed_seq > *newest;
            *newest = feed_seq.max(*newest);
            newer
        });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use uuid::Uuid;

    use super::Hints;

    const SHOP: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    #[test]
    fn a_listener_sees_the_newest_number_of_its_own_organization() {
        let hints = Hints::default();
        let mut listener = hints.listen(SHOP);
        hints.pushed(SHOP, 4);
        hints.heard(SHOP, 9);
        hints.heard(SHOP, 7);
        hints.pushed(OTHER, 30);
        assert!(listener.has_changed().unwrap());
        assert_eq!(*listener.borrow_and_update(), 9);
    }

    #[test]
    fn a_push_that_does_not_move_the_feed_makes_no_hint() {
        let hints = Hints::default();
        hints.pushed(SHOP, 4);
        assert_eq!(hints.take_unsent(), HashMap::from([(SHOP, 4)]));
        let mut listener = hints.listen(SHOP);
        hints.pushed(SHOP, 4);
        assert!(hints.take_unsent().is_empty());
        assert!(!listener.has_changed().unwrap());
        hints.pushed(SHOP, 5);
        hints.pushed(SHOP, 6);
        assert_eq!(hints.take_unsent(), HashMap::from([(SHOP, 6)]));
        assert_eq!(*listener.borrow_and_update(), 6);
    }

    #[test]
    fn an_organization_without_listeners_is_forgotten() {
        let hints = Hints::default();
        drop(hints.listen(SHOP));
        hints.heard(SHOP, 1);
        assert!(hints.lock().listeners.is_empty());
    }
}
