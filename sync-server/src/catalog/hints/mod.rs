//! Hints: that an organization's feed has moved. Losing one is safe, since registers also ask by
//! themselves; so nothing waits for a hint, and none is ever sent inside a database transaction
//! that writes.
//!
//! [`Hints`] is what the rest of the server knows: what moved here, and who listens here. How other
//! nodes hear of it is [`mod@relay`]'s matter alone, for a database without `NOTIFY` has no such thing.

mod events;
mod relay;
mod streams;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use uuid::Uuid;

pub(super) use events::events;
pub(super) use relay::{relay, stopped};
pub(super) use streams::Streams;

/// The hints of one node.
#[derive(Debug, Default)]
pub(super) struct Hints {
    told: Mutex<Told>,
    /// Wakes the relay.
    waiting: Notify,
}

#[derive(Debug, Default)]
struct Told {
    /// The last number that was pushed here, by organization.
    moved: HashMap<Uuid, u64>,
    /// What other nodes have yet to hear.
    unsent: HashMap<Uuid, u64>,
    /// Who listens here. A listener that is slow sees the newest number only.
    listeners: HashMap<Uuid, watch::Sender<u64>>,
}

impl Hints {
    /// A push was committed here; it moved the feed if the number is new.
    pub(super) fn pushed(&self, organization_id: Uuid, feed_seq: u64) {
        let mut told = self.told();
        let before = told.moved.insert(organization_id, feed_seq);
        // The first push after a start may have moved it: a hint too many is safe.
        if before.is_some_and(|before| feed_seq <= before) {
            return;
        }
        told.hear(organization_id, feed_seq);
        told.unsent.insert(organization_id, feed_seq);
        drop(told);
        self.waiting.notify_one();
    }

    /// Another node says so.
    fn heard(&self, organization_id: Uuid, feed_seq: u64) {
        self.told().hear(organization_id, feed_seq);
    }

    /// The newest number, from now on.
    fn listen(&self, organization_id: Uuid) -> watch::Receiver<u64> {
        let mut told = self.told();
        let sender = told.listeners.entry(organization_id);
        sender.or_insert_with(|| watch::Sender::new(0)).subscribe()
    }

    /// Waits until other nodes have something to hear.
    async fn unsent(&self) {
        while self.told().unsent.is_empty() {
            self.waiting.notified().await;
        }
    }

    /// What other nodes have to hear; it counts as heard.
    fn take_unsent(&self) -> HashMap<Uuid, u64> {
        std::mem::take(&mut self.told().unsent)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        // Every change is whole: a panic elsewhere leaves only hints that are lost.
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
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
    fn pushes_that_do_not_move_the_feed_make_no_hint() {
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
    fn nobody_who_listens_is_nobody_who_is_remembered() {
        let hints = Hints::default();
        drop(hints.listen(SHOP));
        hints.heard(SHOP, 1);
        assert!(hints.told().listeners.is_empty());
    }
}
