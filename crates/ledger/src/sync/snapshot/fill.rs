//! Filling the staging tables, a few rows at a time.

use std::ops::ControlFlow;

use domain::catalog::{Product, ProductStatus};
use domain::feed::{FeedChange, FeedRow};

use super::slice::{bound_log, free_tables, run};
use super::{SnapshotApplied, SnapshotStart};
use crate::error::{FeedError, LedgerError};
use crate::ledger::Ledger;
use crate::table::products::staging::{self, Missing};
use crate::table::products::{self, ProductTables};

/// Products that are held in memory, and written in one slice when nobody waits to write.
const BATCH: usize = 2_000;

/// Products that are written before waiting writers are looked for: about two milliseconds.
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

/// What the snapshot holds besides the products in the staging tables.
#[derive(Default)]
pub(super) struct Filled {
    /// Rows of everything but products: few.
    pub(super) others: Vec<FeedRow>,
    pub(super) applied: SnapshotApplied,
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
                self.write()?;
                if watch(done).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        if done != start.rows {
            let expected = start.rows;
            return Err(LedgerError::Feed(FeedError::CutShort { expected, done }).into());
        }
        self.write()?;
        self.ledger.catch_up()?;
        self.keep_missing()?;
        Ok(watch(done))
    }

    /// Takes a row; nothing is written yet.
    fn take(&mut self, row: FeedRow) {
        if let FeedChange::Product(state) = row.change {
            self.products.push(Product::from(*state));
        } else {
            let is_unknown = matches!(row.change, FeedChange::Unknown(_));
            self.filled.applied.skipped += u64::from(is_unknown);
            self.filled.others.push(row);
        }
    }

    /// Writes what was taken. A sale that comes meanwhile waits for a few products.
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
        self.filled.applied.products += u64::try_from(self.products.len()).unwrap_or(0);
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

    /// Keeps live products that the snapshot does not have: inactive, when they were sold here.
    /// When there are rows that cannot be read, all of them as they are.
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
            let Some((number, _)) = missing.last() else {
                return Ok(());
            };
            last = *number;
            run(self.ledger, |connection| {
                for (_, product_id) in &missing {
                    let live = products::by_id(connection, ProductTables::Live, *product_id)?;
                    let Some(mut kept) = live.map(|stored| stored.product) else {
                        continue;
                    };
                    if is_complete {
                        kept.status = ProductStatus::Inactive;
                    }
                    products::save(connection, ProductTables::Staging, None, &kept)?;
                }
                Ok(())
            })?;
            if is_complete {
                self.filled.applied.retired += u64::try_from(missing.len()).unwrap_or(0);
            }
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
