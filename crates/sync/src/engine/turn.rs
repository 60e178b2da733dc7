//! One input being handled: what the loops share while it is.

use std::collections::BTreeSet;

use super::chance::Chance;
use super::{Attempt, AttentionCode, Output};

/// What one loop tells the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signals {
    /// The feed's last number, as the push heard it.
    pub(super) feed_seq: Option<u64>,
    /// The server came back older: a cursor may mean something else now.
    pub(super) server_older: bool,
    /// The feed is another: the server may have come back older.
    pub(super) feed_replaced: bool,
    /// Own entries were acknowledged: their overlays may go.
    pub(super) acknowledged: bool,
    /// A snapshot was taken: what was acknowledged is to be acknowledged again, by the numbers of
    /// this feed.
    pub(super) snapshot_taken: bool,
}

pub(super) struct Turn<'a> {
    pub(super) now: i64,
    pub(super) chance: &'a mut (dyn Chance + Send),
    pub(super) attempts: &'a mut u64,
    pub(super) notices: &'a mut BTreeSet<AttentionCode>,
    pub(super) outputs: Vec<Output>,
    pub(super) signals: Signals,
}

impl Turn<'_> {
    pub(super) const fn attempt(&mut self) -> Attempt {
        *self.attempts = self.attempts.saturating_add(1);
        Attempt(*self.attempts)
    }

    pub(super) fn put(&mut self, output: Output) {
        self.outputs.push(output);
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
