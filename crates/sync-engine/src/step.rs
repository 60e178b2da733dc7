//! The state that the loops share while one input is handled.

use std::collections::BTreeSet;

use super::random::RandomSource;
use super::{Attempt, AttentionCode, Effect};

/// An event of one loop that another one acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoopEvent {
    /// The feed's last number, from the answer to a push.
    FeedHeard { feed_seq: u64 },
    /// The server was restored from an older backup: a cursor may mean something else now.
    ServerOlder,
    /// The feed was replaced: the server may have been restored from an older backup.
    FeedReplaced,
    /// Own entries were acknowledged: their overlays may be dropped.
    Acknowledged,
    /// A snapshot was applied: the acknowledged head must be acknowledged again, with the numbers
    /// of this feed.
    SnapshotTaken,
}

pub(super) struct EngineStep<'a> {
    pub(super) now: i64,
    pub(super) random: &'a mut (dyn RandomSource + Send),
    pub(super) attempts: &'a mut u64,
    pub(super) notices: &'a mut BTreeSet<AttentionCode>,
    pub(super) effects: Vec<Effect>,
    pub(super) events: Vec<LoopEvent>,
}

impl EngineStep<'_> {
    pub(super) const fn attempt(&mut self) -> Attempt {
        *self.attempts = self.attempts.saturating_add(1);
        Attempt(*self.attempts)
    }

    pub(super) fn put(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(super) fn publish(&mut self, event: LoopEvent) {
        self.events.push(event);
    }

    pub(super) fn raise(&mut self, code: AttentionCode) {
        if self.notices.insert(code) {
            self.put(Effect::Attention { code });
        }
    }

    pub(super) fn clear(&mut self, code: AttentionCode) {
        if self.notices.remove(&code) {
            self.put(Effect::AttentionOver { code });
        }
    }
}
