//! One input being handled: what the loops share while it is.

use std::collections::BTreeSet;

use super::chance::Chance;
use super::{Attempt, AttentionCode, Output};

/// What one loop tells the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// The feed's last number, as the push heard it.
    FeedHeard { feed_seq: u64 },
    /// The server came back older: a cursor may mean something else now.
    ServerOlder,
    /// The feed is another: the server may have come back older.
    FeedReplaced,
    /// Own entries were acknowledged: their overlays may go.
    Acknowledged,
    /// A snapshot was taken: what was acknowledged is to be acknowledged again, by the numbers of
    /// this feed.
    SnapshotTaken,
}

pub(super) struct Turn<'a> {
    pub(super) now: i64,
    pub(super) chance: &'a mut (dyn Chance + Send),
    pub(super) attempts: &'a mut u64,
    pub(super) notices: &'a mut BTreeSet<AttentionCode>,
    pub(super) outputs: Vec<Output>,
    pub(super) signals: Vec<Signal>,
}

impl Turn<'_> {
    pub(super) const fn attempt(&mut self) -> Attempt {
        *self.attempts = self.attempts.saturating_add(1);
        Attempt(*self.attempts)
    }

    pub(super) fn put(&mut self, output: Output) {
        self.outputs.push(output);
    }

    pub(super) fn signal(&mut self, signal: Signal) {
        self.signals.push(signal);
    }

    pub(super) fn raise(&mut self, code: AttentionCode) {
        if self.notices.insert(code) {
            self.put(Output::Attention { code });
        }
    }

    pub(super) fn settle(&mut self, code: AttentionCode) {
        if self.notices.remove(&code) {
            self.put(Output::AttentionOver { code });
        }
    }
}
