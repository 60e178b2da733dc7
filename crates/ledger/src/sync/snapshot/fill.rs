//! Fills the staging tables, a few rows at a time.

use std::ops::ControlFlow;

use domain::catalog::{Product, ProductStatus};
use domain::feed::{FeedChange, FeedRow, UnknownChange};

use super::slice::{bound_log, free_tables, run};
use super::{SnapshotApplied, SnapshotStart};
use crate::error::{FeedError, LedgerError};
use crate::ledger::Ledger;
use crate::table::products::staging::{self, Missing};
use crate::table::products::{self, ProductTables, StoredProduct};

/// Products that are held in memory, and written in one slice when no thread waits to write.
const BATCH: usize = 2_000;

/// Products that are written before the first check for waiting writers: about two milliseconds.
const PRODUCTS_AT_LEAST: usize = 50;

/// Page cache while the indexes of a whole catalog are built, in KiB.
const LARGE_CACHE: &str = "PRAGMA cache_size = -49152";

/// Page cache afterwards.
const SMALL_CACHE: &str = "PRAGMA cache_size = -4096";

/// The staging tables while they are filled.
pub(super) struct Fill<'l> {
    ledger: &'l Ledger,
    products: Vec<Product>,
    filled: Filled,
}

/// The content of the snapshot besides the products in the staging tables.
#[derive(Default)]
pub(super) struct Filled {
    /// The few rows that are not products.
    pub(super) others: Vec<FeedRow>,
    /// The lowest row that this program cannot read. There may be as many as products, so the
    /// others are only counted.
    pub(super) lowest_skipped: Option<SkippedRow>,
    pub(super) applied: SnapshotApplied,
}

/// A row that this program cannot read.
pub(super) struct SkippedRow {
    pub(super) feed_seq: u64,
    pub(super) reason: String,
}

impl<'l> Fill<'l> {
    pub(super) fn begin(ledger: &'l Ledger) -> Result<Self, LedgerError> {
        free_tables(ledger)?;
        run(ledger, staging::create)?;
        ledger.shared.folder().execute_batch(LARGE_CACHE)?;
        Ok(Self {
            ledger,
            products: Vec::with_capacity(BATCH),
            filled: Filled::default(),
        })
    }

    /// Takes all rows.
    pub(super) fn run<E: From<LedgerError>>(
        &mut self,
        start: SnapshotStart,
        rows: impl Iterator<Item = Result<FeedRow, E>>,
        watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, E> {
        let mut done = 0;
        for row in rows {
            self.take(row?);
            done += 1;
            if self.products.len() >= BATCH {
                self.write_taken()?;
                if watch(done).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        if done != start.rows {
            let expected = start.rows;
            return Err(LedgerError::Feed(FeedError::CutShort { expected, done }).into());
        }
        self.write_taken()?;
        self.ledger.catch_up()?;
        self.keep_missing()?;
        Ok(watch(done))
    }

    /// Takes a row without writing it yet.
    fn take(&mut self, row: FeedRow) {
        match row.change {
            FeedChange::Product(state) => self.products.push(Product::from(*state)),
            FeedChange::Unknown(unknown) => self.skip(row.feed_seq, &unknown),
            FeedChange::User(_)
            | FeedChange::Store(_)
            | FeedChange::Register(_)
            | FeedChange::Conflict(_) => self.filled.others.push(row),
        }
    }

    /// Counts a row that cannot be read.
    fn skip(&mut self, feed_seq: u64, change: &UnknownChange) {
        self.filled.applied.skipped += 1;
        let lowest = &mut self.filled.lowest_skipped;
        if lowest.as_ref().is_none_or(|row| feed_seq < row.feed_seq) {
            let reason = change.reason();
            *lowest = Some(SkippedRow { feed_seq, reason });
        }
    }

    /// Writes the taken rows, and counts them.
    fn write_taken(&mut self) -> Result<(), LedgerError> {
        self.filled.applied.products += u64::try_from(self.products.len()).unwrap_or(0);
        self.write()
    }

    /// Writes the products in memory. A sale that starts meanwhile waits for a few of them.
    fn write(&mut self) -> Result<(), LedgerError> {
        let mut rest = self.products.as_slice();
        while !rest.is_empty() {
            let writer = &self.ledger.shared.writer;
            let mut done = 0;
            run(self.ledger, |connection| {
                for product in rest {
                    products::save(connection, ProductTables::Staging, None, product)?;
                    done += 1;
                    if done >= PRODUCTS_AT_LEAST && writer.has_waiting() {
                        break;
                    }
                }
                Ok(())
            })?;
            rest = rest.get(done..).unwrap_or_default();
            writer.let_one_pass();
        }
        self.products.clear();
        bound_log(self.ledger)
    }

    /// The rest of the snapshot.
    pub(super) fn filled(mut self) -> Filled {
        std::mem::take(&mut self.filled)
    }

    /// Drops the staging tables.
    pub(super) fn discard(self) -> Result<(), LedgerError> {
        free_tables(self.ledger)
    }

    /// Keeps live products that the snapshot does not have. Those that were sold here become
    /// inactive. If there are rows that cannot be read, all of them are kept unchanged.
    fn keep_missing(&mut self) -> Result<(), LedgerError> {
        let is_complete = self.filled.applied.skipped == 0;
        let which = if is_complete {
            Missing::Sold
        } else {
            Missing::All
        };
        let mut last = 0;
        loop {
            let missing = self
                .ledger
                .read(|connection| staging::missing_after(connection, which, last))?;
            let Some(StoredProduct { number, .. }) = missing.last() else {
                return Ok(());
            };
            last = *number;
            if is_complete {
                self.filled.applied.retired += u64::try_from(missing.len()).unwrap_or(0);
            }
            let kept = missing.into_iter().map(|stored| stored.product);
            self.products.extend(kept.map(|product| Product {
                status: if is_complete {
                    ProductStatus::Inactive
                } else {
                    product.status
                },
                ..product
            }));
            self.write()?;
        }
    }
}

impl Drop for Fill<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.ledger.shared.folder().execute_batch(SMALL_CACHE) {
            log::warn!("the page cache keeps its size: {error}");
        }
    }
}
