//! A minimal model of how the server merges edits.

use std::collections::BTreeMap;

use domain::catalog::ProductChange;
use domain::catalog::merge::{ArrivedEdit, TrackedProduct, merge};
use domain::entry::{Entry, EntryBody};
use domain::feed::FeedRow;
use uuid::Uuid;

use super::super::server::product_row;

/// The state of a server.
#[derive(Debug, Clone)]
pub(super) struct Server {
    pub(super) feed_epoch: Uuid,
    pub(super) products: Vec<TrackedProduct>,
    /// The newest row of each product.
    pub(super) feed: BTreeMap<u64, usize>,
    pub(super) feed_seq: u64,
    /// The last seq of the register's log that it has.
    pub(super) seq: u64,
}

impl Server {
    pub(super) fn arrive(&mut self, register_id: Uuid, change: &ProductChange) {
        let by_id = |tracked: &TrackedProduct| tracked.product.product_id == change.product_id;
        let index = self.products.iter().position(by_id).unwrap();
        let edit = ArrivedEdit {
            register_id,
            entry_id: Uuid::nil(),
            change,
        };
        let merged = merge(Some(&self.products[index]), edit, |_| false).unwrap();
        self.products[index] = merged.tracked;
        self.feed.retain(|_, product| *product != index);
        self.feed_seq += 1;
        self.feed.insert(self.feed_seq, index);
    }

    pub(super) fn store(&mut self, entry: &Entry) {
        assert_eq!(entry.header.seq, self.seq + 1);
        self.seq += 1;
        let header = &entry.header;
        let body = EntryBody::decode(&header.kind, header.version, &entry.body).unwrap();
        if let EntryBody::ProductsChanged(changed) = body {
            for change in &changed.changes {
                self.arrive(header.register_id, change);
            }
        }
    }

    pub(super) fn rows(&self, after: u64, limit: usize) -> Page {
        let rows: Vec<FeedRow> = self
            .feed
            .range(after + 1..)
            .take(limit)
            .map(|(feed_seq, index)| product_row(*feed_seq, &self.products[*index].product))
            .collect();
        let next = rows.last().map_or(after, |row| row.feed_seq);
        let is_last = self.feed.range(next + 1..).next().is_none();
        Page {
            feed_epoch: self.feed_epoch,
            rows,
            next: if is_last {
                self.feed_seq.max(after)
            } else {
                next
            },
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) feed_epoch: Uuid,
    pub(super) rows: Vec<FeedRow>,
    pub(super) next: u64,
}
