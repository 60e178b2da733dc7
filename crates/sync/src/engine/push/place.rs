//! Where in its epochs a register stands with sending.

use domain::entry::{Head, SignedHead};
use uuid::Uuid;

use crate::engine::EpochSpan;

/// The epochs of the ledger, and the next entry to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    spans: Vec<EpochSpan>,
    index: usize,
    next: u64,
}

impl Place {
    /// After what is acknowledged; from the very first entry when nothing is.
    pub(super) fn after(spans: Vec<EpochSpan>, acknowledged: Option<&SignedHead>) -> Self {
        let mut place = Self {
            spans,
            index: 0,
            next: 1,
        };
        if let Some(head) = acknowledged {
            let known = place.spans.iter().position(|span| span.epoch == head.epoch);
            match known {
                Some(index) => {
                    place.index = index;
                    place.next = head.seq.saturating_add(1);
                }
                None => place.index = place.last_index(),
            }
        }
        place.settle();
        place
    }

    /// The epoch that is sent now.
    pub(super) fn epoch(&self) -> Uuid {
        self.spans
            .get(self.index)
            .map_or(Uuid::nil(), |span| span.epoch)
    }

    /// The next seq to send.
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    /// Whether the epoch that is sent is the one that is written to.
    pub(super) fn is_current(&self) -> bool {
        self.index == self.last_index()
    }

    /// The head of the epoch that is written to, as far as its seq goes.
    pub(super) fn current(&self) -> Option<EpochSpan> {
        self.spans.last().copied()
    }

    /// How far the epoch that is sent now is wanted at the server.
    pub(super) fn limit(&self) -> u64 {
        self.limit_of(self.index)
    }

    /// Entries of the epoch that is sent now.
    pub(super) fn ready(&self) -> u64 {
        self.limit().saturating_add(1).saturating_sub(self.next)
    }

    /// Entries of all epochs that wait.
    pub(super) fn waiting(&self) -> u64 {
        let later = self.index.saturating_add(1)..self.spans.len();
        later
            .map(|index| self.limit_of(index))
            .fold(self.ready(), u64::saturating_add)
    }

    /// Epochs opened after `acknowledged`.
    pub(super) fn epochs_after(&self, acknowledged: Option<&SignedHead>) -> usize {
        let epoch = acknowledged.map(|head| head.epoch);
        let known = self
            .spans
            .iter()
            .rposition(|span| Some(span.epoch) == epoch);
        self.last_index().saturating_sub(known.unwrap_or(0))
    }

    /// The server has everything up to `seq` of the epoch that is sent now.
    pub(super) fn stored(&mut self, seq: u64) {
        self.next = seq.saturating_add(1);
        self.settle();
    }

    /// The epoch that is sent now is done, as far as it ever will be.
    pub(super) fn skip_epoch(&mut self) {
        if !self.is_current() {
            self.index = self.index.saturating_add(1);
            self.next = 1;
            self.settle();
        }
    }

    /// What is written now is sent next.
    pub(super) fn go_to_current(&mut self) {
        if !self.is_current() {
            self.index = self.last_index();
            self.next = 1;
        }
    }

    /// All is sent again, as far as the server does not say that it has it.
    pub(super) fn restart(&mut self) {
        self.index = 0;
        self.next = 1;
        self.settle();
    }

    /// The log grew; false when it is in an epoch that is not known here.
    pub(super) fn grown(&mut self, head: Head) -> bool {
        match self.spans.last_mut() {
            Some(span) if span.epoch == head.epoch => {
                span.last_seq = span.last_seq.max(head.seq);
                true
            }
            _ => false,
        }
    }

    fn last_index(&self) -> usize {
        self.spans.len().saturating_sub(1)
    }

    /// An older epoch is wanted up to where the one after it took over: what came after that was
    /// appended again there.
    fn limit_of(&self, index: usize) -> u64 {
        let Some(span) = self.spans.get(index) else {
            return 0;
        };
        match self.spans.get(index.saturating_add(1)) {
            None => span.last_seq,
            Some(after) => after
                .previous
                .filter(|previous| previous.epoch == span.epoch)
                .map_or(0, |previous| previous.seq.min(span.last_seq)),
        }
    }

    fn settle(&mut self) {
        while !self.is_current() && self.ready() == 0 {
            self.index = self.index.saturating_add(1);
            self.next = 1;
        }
    }
}
