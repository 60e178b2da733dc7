//! The open streams of hints: how many there are, and of which registers.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use uuid::Uuid;

/// The most streams of one register. A dead connection counts for a while, so one is too few.
const OF_REGISTER_MAX: usize = 2;
/// The most streams of a node.
const OF_NODE_MAX: usize = 20_000;

/// The open streams of one node. A register that opens one too many ends its oldest stream. It
/// listens to the newest one.
#[derive(Debug, Default, Clone)]
pub(crate) struct EventStreams(Arc<Mutex<OpenStreams>>);

#[derive(Debug, Default)]
struct OpenStreams {
    /// The number of the newest stream.
    last_number: u64,
    /// How many are open.
    count: usize,
    by_register: HashMap<(Uuid, Uuid), VecDeque<NumberedStream>>,
}

/// A stream's number, and the sender that ends the stream.
type NumberedStream = (u64, oneshot::Sender<()>);

/// An open stream. It counts until it is dropped.
#[derive(Debug)]
pub(crate) struct EventStream {
    streams: EventStreams,
    register: (Uuid, Uuid),
    number: u64,
    /// Resolves when a newer stream takes its place.
    pub(super) replaced: oneshot::Receiver<()>,
}

impl EventStreams {
    /// Opens a stream for a register; `None` when the node has too many.
    pub(crate) fn open(&self, organization_id: Uuid, register_id: Uuid) -> Option<EventStream> {
        let register = (organization_id, register_id);
        let mut open = self.lock();
        let ours = open.by_register.get(&register).map_or(0, VecDeque::len);
        if open.count >= OF_NODE_MAX && ours < OF_REGISTER_MAX {
            return None;
        }
        open.last_number += 1;
        open.count += 1;
        let number = open.last_number;
        let (replace, replaced) = oneshot::channel();
        let streams = open.by_register.entry(register).or_default();
        streams.push_back((number, replace));
        let oldest = if streams.len() > OF_REGISTER_MAX {
            streams.pop_front()
        } else {
            None
        };
        if let Some((_, replace)) = oldest {
            open.count -= 1;
            // A stream that has ended already needs no message.
            replace.send(()).ok();
        }
        Some(EventStream {
            streams: self.clone(),
            register,
            number,
            replaced,
        })
    }

    fn close(&self, register: (Uuid, Uuid), number: u64) {
        let mut open = self.lock();
        let Some(streams) = open.by_register.get_mut(&register) else {
            return;
        };
        let before = streams.len();
        streams.retain(|(open, _)| *open != number);
        let closed = before - streams.len();
        if streams.is_empty() {
            open.by_register.remove(&register);
        }
        open.count -= closed;
    }

    fn lock(&self) -> MutexGuard<'_, OpenStreams> {
        // The counts stay correct after a panic elsewhere, because each stream removes itself.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.streams.close(self.register, self.number);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{EventStreams, OF_REGISTER_MAX};

    #[test]
    fn one_stream_too_many_ends_the_oldest_of_its_register() {
        let streams = EventStreams::default();
        let (shop, front, back) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut others = streams.open(shop, back).unwrap();
        let mut open: Vec<_> = (0..=OF_REGISTER_MAX)
            .map(|_| streams.open(shop, front).unwrap())
            .collect();
        let ended: Vec<bool> = open
            .iter_mut()
            .map(|stream| stream.replaced.try_recv().is_ok())
            .collect();
        assert_eq!(ended, [true, false, false]);
        assert!(others.replaced.try_recv().is_err());
        assert_eq!(streams.lock().count, OF_REGISTER_MAX + 1);
        drop(open);
        assert_eq!(streams.lock().count, 1);
        drop(others);
        assert_eq!(streams.lock().count, 0);
        assert!(streams.lock().by_register.is_empty());
    }
}
