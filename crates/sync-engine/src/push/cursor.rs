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
    /// Where sending resumes in the epoch that is written to, after a check of older ones.
    resume: u64,
    /// All epochs that were left are being looked at, oldest first.
    walking: bool,
}

impl PushCursor {
    /// After what is acknowledged; from the very first entry when nothing is.
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

    /// The epoch that is written to.
    pub(super) fn written(&self) -> Uuid {
        self.current().map_or(Uuid::nil(), |span| span.epoch)
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

    /// The epoch that is sent now is done, as far as it ever will be.
    pub(super) fn skip_epoch(&mut self) {
        if !self.is_current() {
            self.advance();
            self.skip_finished();
        }
    }

    /// Goes back to an epoch that was left, to see whether the server has its part of it still.
    pub(super) fn look_back(&mut self, epoch: Uuid) {
        if let Some(index) = self.index_of(epoch).filter(|index| self.is_left(*index)) {
            self.go_back(index);
        }
    }

    /// Goes back to the oldest epoch that was left, to see all of them.
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
        let later = self.spans.iter().skip(index.saturating_add(1));
        later.fold(span.last_seq, |limit, after| {
            let continued = after.previous;
            let continued_at = continued.and_then(|previous| self.index_of(previous.epoch));
            match (continued, continued_at) {
                (Some(previous), Some(at)) if at == index => limit.min(previous.seq),
                // It continues this epoch's successor, and so leaves this one as it is.
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
