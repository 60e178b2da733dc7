//! How far a register has sent its epochs.

use domain::entry::{Head, SignedHead};
use uuid::Uuid;

use crate::EpochSpan;

/// The epochs of the ledger, and the next entry to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PushCursor {
    spans: Vec<EpochSpan>,
    index: usize,
    next: u64,
    /// Where sending resumes in the current epoch, after a check of older ones.
    resume: u64,
    /// All older epochs are being checked, oldest first.
    walking: bool,
}

impl PushCursor {
    /// A cursor after the acknowledged head, or at the very first entry when there is none.
    pub(super) fn after(spans: Vec<EpochSpan>, acknowledged: Option<&SignedHead>) -> Self {
        let mut cursor = Self {
            spans,
            index: 0,
            next: 1,
            resume: 1,
            walking: false,
        };
        if let Some(head) = acknowledged {
            match cursor.index_of(head.epoch) {
                Some(index) => {
                    cursor.index = index;
                    cursor.next = head.seq.saturating_add(1);
                }
                None => cursor.index = cursor.last_index(),
            }
        }
        cursor.skip_finished();
        cursor
    }

    /// The epoch that is sent now.
    pub(super) fn epoch(&self) -> Uuid {
        self.spans
            .get(self.index)
            .map_or(Uuid::nil(), |span| span.epoch)
    }

    /// The current epoch, which is written to.
    pub(super) fn written(&self) -> Uuid {
        self.current().map_or(Uuid::nil(), |span| span.epoch)
    }

    /// The next seq to send.
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    /// Whether the epoch that is sent is the current one.
    pub(super) fn is_current(&self) -> bool {
        self.index == self.last_index()
    }

    /// The current epoch, with its last seq.
    pub(super) fn current(&self) -> Option<EpochSpan> {
        self.spans.last().copied()
    }

    /// The last seq that the server needs of the epoch that is sent now.
    pub(super) fn limit(&self) -> u64 {
        self.limit_of(self.index)
    }

    /// How many entries of the epoch that is sent now are waiting.
    pub(super) fn ready(&self) -> u64 {
        self.limit().saturating_add(1).saturating_sub(self.next)
    }

    /// How many entries of all epochs are waiting.
    pub(super) fn pending(&self) -> u64 {
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
        self.skip_finished();
    }

    /// Moves on from the epoch that is sent now, although the server may lack entries of it.
    pub(super) fn skip_epoch(&mut self) {
        if !self.is_current() {
            self.advance();
            self.skip_finished();
        }
    }

    /// Goes back to an older epoch, to check whether the server still has its part of it.
    pub(super) fn look_back(&mut self, epoch: Uuid) {
        if let Some(index) = self.index_of(epoch).filter(|index| self.is_left(*index)) {
            self.go_back(index);
        }
    }

    /// Goes back to the oldest epoch, to check all of them.
    pub(super) fn walk(&mut self) {
        if let Some(index) = (0..self.spans.len()).find(|index| self.is_left(*index)) {
            self.go_back(index);
            self.walking = true;
        }
    }

    pub(super) const fn is_walking(&self) -> bool {
        self.walking
    }

    fn go_back(&mut self, index: usize) {
        if self.is_current() {
            self.resume = self.next;
        }
        self.index = index;
        self.next = self.limit().saturating_add(1);
    }

    fn index_of(&self, epoch: Uuid) -> Option<usize> {
        self.spans.iter().position(|span| span.epoch == epoch)
    }

    fn is_left(&self, index: usize) -> bool {
        index < self.last_index() && self.limit_of(index) > 0
    }

    /// Notes that the log grew. False when the head is of an epoch that the cursor does not know.
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

    /// The server needs an older epoch up to the head that the next one continues. The entries
    /// after that were appended again there.
    fn limit_of(&self, index: usize) -> u64 {
        let Some(span) = self.spans.get(index) else {
            return 0;
        };
        let later = self.spans.iter().skip(index.saturating_add(1));
        later.fold(span.last_seq, |limit, after| {
            let continued = after.previous;
            let continued_at = continued.and_then(|previous| self.index_of(previous.epoch));
            match (continued, continued_at) {
                (Some(previous), Some(at)) if at == index => limit.min(previous.seq),
                // That epoch continues a successor of this one, so the limit stays.
                (Some(_), Some(at)) if at > index => limit,
                _ => 0,
            }
        })
    }

    fn skip_finished(&mut self) {
        while !self.is_current() && self.ready() == 0 {
            self.advance();
        }
    }

    fn advance(&mut self) {
        self.index = self.index.saturating_add(1);
        self.next = 1;
        if self.is_current() {
            self.next = self.resume;
            self.walking = false;
        }
    }
}
