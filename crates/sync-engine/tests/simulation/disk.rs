//! A model ledger: what a register has on disk. Every method is one commit; a kill loses everything
//! but the commits.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use domain::catalog::{Product, ProductChange};
use domain::entry::kinds::EpochCause;
use domain::entry::{Entry, EntryKind, Hash, Head, PublicKey, SignedHead};
use domain::feed::{FeedChange, FeedRow};
use protocol::PullAnswer;
use sync_engine::{AcknowledgeOrder, AttentionCode, EpochSpan, ResumeState};
use uuid::Uuid;

use crate::documents::{Draft, Identity, edits};
use crate::random::Random;

/// An own edit that the feed has not shown yet.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    position: usize,
    feed_seq: Option<u64>,
    entry_id: Uuid,
    changes: Vec<ProductChange>,
}

#[derive(Clone)]
pub(crate) struct Disk {
    /// Every entry of every epoch, in the order they were written.
    pub(crate) log: Vec<Rc<Entry>>,
    pub(crate) epochs: Vec<EpochSpan>,
    pub(crate) enrolled: bool,
    ratchet: String,
    pub(crate) acknowledged: Option<SignedHead>,
    /// How many entries of the log the server has, by its last answer.
    pub(crate) confirmed: usize,
    feed_epoch: Uuid,
    pub(crate) cursor: u64,
    /// The products as the feed sent them.
    pub(crate) told: BTreeMap<Uuid, Product>,
    pub(crate) pending: Vec<Pending>,
    server_offset_ms: i64,
    pub(crate) attention: BTreeSet<AttentionCode>,
}

impl Disk {
    /// A new register: its epoch is opened, and a shift.
    pub(crate) fn create(who: &Identity, random: &mut Random) -> Self {
        let mut disk = Self {
            log: Vec::new(),
            epochs: Vec::new(),
            enrolled: false,
            ratchet: String::new(),
            acknowledged: None,
            confirmed: 0,
            feed_epoch: Uuid::nil(),
            cursor: 0,
            told: BTreeMap::new(),
            pending: Vec::new(),
            server_offset_ms: 0,
            attention: BTreeSet::new(),
        };
        disk.begin_epoch(random.uuid(), None);
        disk.append(who, Draft::opening(who, random.uuid(), None, 0));
        disk.append(who, Draft::shift(who, random.uuid(), 0));
        disk
    }

    /// From here on, the other registers learn what is in this log.
    pub(crate) fn enrol(&mut self, ratchet: String, feed_epoch: Uuid) {
        self.told = self.view();
        self.pending.clear();
        self.ratchet = ratchet;
        self.feed_epoch = feed_epoch;
        self.enrolled = true;
    }

    pub(crate) fn head(&self) -> Head {
        let epoch = self.epochs.last().unwrap().epoch;
        self.log
            .last()
            .filter(|entry| entry.header.epoch == epoch)
            .map_or(Head::start(epoch), |entry| entry.head())
    }

    pub(crate) fn append(&mut self, who: &Identity, draft: Draft) -> Rc<Entry> {
        let entry = draft.seal(who, self.head());
        self.log.push(Rc::clone(&entry));
        self.epochs.last_mut().unwrap().last_seq = entry.header.seq;
        let changes = edits(&entry);
        let entry_id = entry.header.entry_id;
        let known = self.pending.iter_mut().find(|row| row.entry_id == entry_id);
        if let Some(row) = known {
            row.position = self.log.len();
            row.feed_seq = None;
        } else if !changes.is_empty() {
            self.pending.push(Pending {
                position: self.log.len(),
                feed_seq: None,
                entry_id,
                changes,
            });
        }
        entry
    }

    pub(crate) fn hash_at(&self, epoch: Uuid, seq: u64) -> Option<Hash> {
        self.entry_at(epoch, seq).map(|entry| entry.hash)
    }

    fn entry_at(&self, epoch: Uuid, seq: u64) -> Option<&Rc<Entry>> {
        let position = self.position(epoch, seq)?;
        self.log.get(position.checked_sub(1)?)
    }

    /// The position of an entry in the log, from 1. A seq below the first one of an epoch counts as
    /// before that epoch.
    fn position(&self, epoch: Uuid, seq: u64) -> Option<usize> {
        let first = self
            .log
            .iter()
            .position(|entry| entry.header.epoch == epoch)?;
        let position = first + usize::try_from(seq).unwrap();
        let inside = seq == 0 || self.log.get(position - 1)?.header.epoch == epoch;
        inside.then_some(position)
    }

    /// Entries to push.
    pub(crate) fn batch(&self, epoch: Uuid, first_seq: u64, most: usize) -> Vec<Entry> {
        let after = first_seq.saturating_sub(1);
        let Some(position) = self.position(epoch, after) else {
            return Vec::new();
        };
        let entries = self.log.iter().skip(position).take(most);
        entries
            .take_while(|entry| entry.header.epoch == epoch)
            .map(|entry| Entry::clone(entry))
            .collect()
    }

    fn begin_epoch(&mut self, epoch: Uuid, previous: Option<Head>) {
        self.epochs.push(EpochSpan {
            epoch,
            last_seq: 0,
            previous,
        });
    }

    /// A new epoch after `previous`: every later document once more, under its own id.
    pub(crate) fn open_epoch(
        &mut self,
        who: &Identity,
        random: &mut Random,
        cause: EpochCause,
        previous: Head,
    ) {
        let position = self.position(previous.epoch, previous.seq).unwrap();
        let mut seen = BTreeSet::new();
        let documents: Vec<Rc<Entry>> = self
            .log
            .iter()
            .skip(position)
            .filter(|entry| entry.header.kind != EntryKind::RegisterOpened)
            .filter(|entry| seen.insert(entry.header.entry_id))
            .cloned()
            .collect();
        self.begin_epoch(random.uuid(), Some(previous));
        let opening = Draft::opening(who, random.uuid(), Some((previous, cause)), 0);
        self.append(who, opening);
        for entry in documents {
            self.append(who, Draft::again(&entry));
        }
        self.attention.insert(AttentionCode::RegisterCopied);
    }

    /// Notes an answer: `Ledger::acknowledge`.
    pub(crate) fn acknowledge(&mut self, note: &AcknowledgeOrder) {
        let head = &note.head;
        let position = self.position(head.epoch, head.seq).unwrap_or(0);
        if position < self.confirmed {
            for row in &mut self.pending {
                if row.position > position {
                    row.feed_seq = None;
                }
            }
        }
        self.confirmed = position;
        let higher = |known: &SignedHead| known.epoch == head.epoch && known.seq > head.seq;
        if !self.acknowledged.as_ref().is_some_and(higher) {
            self.acknowledged = Some(head.clone());
        }
        self.ratchet.clone_from(&note.ratchet);
        for row in &mut self.pending {
            if row.position <= position {
                row.feed_seq.get_or_insert(note.feed_seq);
            }
        }
        self.settle();
    }

    pub(crate) fn has_feed(&self, feed_epoch: Uuid) -> bool {
        self.feed_epoch == feed_epoch
    }

    /// Applies a page with its cursor.
    pub(crate) fn apply(&mut self, page: &PullAnswer) {
        self.take_rows(&page.rows);
        self.take_cursor(page.next);
    }

    pub(crate) fn take_rows(&mut self, rows: &[FeedRow]) {
        for row in rows {
            if let FeedChange::Product(state) = &row.change {
                self.told
                    .insert(state.product_id, Product::from((**state).clone()));
            }
        }
    }

    pub(crate) fn take_cursor(&mut self, cursor: u64) {
        self.cursor = cursor;
        self.settle();
    }

    /// Swaps a snapshot in. Edits that wait for a number of the replaced feed wait for a new one.
    pub(crate) fn swap(&mut self, feed_epoch: Uuid, cursor: u64, rows: &[FeedRow]) {
        self.told.clear();
        self.feed_epoch = feed_epoch;
        for row in &mut self.pending {
            row.feed_seq = None;
        }
        self.take_rows(rows);
        self.take_cursor(cursor);
    }

    fn settle(&mut self) {
        let cursor = self.cursor;
        self.pending
            .retain(|row| row.feed_seq.is_none_or(|seq| seq > cursor));
    }

    /// The products as the screen shows them: the feed's state with pending own edits on top.
    pub(crate) fn view(&self) -> BTreeMap<Uuid, Product> {
        let mut products = self.told.clone();
        for change in self.pending.iter().flat_map(|row| &row.changes) {
            let product = products
                .entry(change.product_id)
                .or_insert_with(|| Product::blank(change.product_id));
            if let Ok(mut edited) = product.apply(&change.patch) {
                edited.revision = product.revision;
                *product = edited;
            }
        }
        products.retain(|_, product| !product.name.is_empty());
        products
    }

    fn confirmed_seq(&self) -> u64 {
        let epoch = self.head().epoch;
        let last = self.confirmed.checked_sub(1).map(|place| &self.log[place]);
        last.filter(|entry| entry.header.epoch == epoch)
            .map_or(0, |entry| entry.header.seq)
    }

    pub(crate) fn note_server_time(&mut self, offset_ms: i64) {
        self.server_offset_ms = offset_ms;
    }

    pub(crate) fn resume_state(
        &self,
        who: &Identity,
        server_key: PublicKey,
        wall_ms: i64,
    ) -> ResumeState {
        ResumeState {
            organization_id: who.organization_id,
            register_id: who.register_id,
            server_public_key: server_key,
            ratchet: self.ratchet.clone(),
            acknowledged: self.acknowledged.clone(),
            confirmed_seq: self.confirmed_seq(),
            epochs: self.epochs.clone(),
            profiles_pending: false,
            feed_epoch: self.feed_epoch,
            feed_cursor: self.cursor,
            server_time_ms: wall_ms + self.server_offset_ms,
            attention: self.attention.iter().copied().collect(),
        }
    }
}

impl Disk {
    /// Only for a sabotage: rows end the overlay of their products.
    pub(crate) fn forget_overlay(&mut self, rows: &[FeedRow]) {
        for row in rows {
            if let FeedChange::Product(state) = &row.change {
                let about = |change: &ProductChange| change.product_id == state.product_id;
                self.pending.retain(|row| !row.changes.iter().any(about));
            }
        }
    }
}
