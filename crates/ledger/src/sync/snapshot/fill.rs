//! Filling the second pair of tables, in turns at the gate.

use std::{
    ops::ControlFlow,
    sync::{MutexGuard, PoisonError},
};

use domain::{
    catalog::{Product, ProductStatus},
    feed::{FeedChange, FeedRow},
};
use rusqlite::{Connection, TransactionBehavior};

use super::{SnapshotApplied, SnapshotStart, shelf_tables};
use crate::{
    catalog::{self, Shelf, product_row},
    checkpoint::{self, Checkpoint},
    error::LedgerError,
    open::Ledger,
    sync::FeedError,
};

/// Products that are held in memory, and written in one turn when nobody waits at the gate.
const BATCH: usize = 2_000;

/// Products that are written before those at the gate are looked at: about two milliseconds.
const PRODUCTS_AT_LEAST: usize = 50;

/// Steps of giving tables back in one turn when nobody waits at the gate.
const STEPS_AT_ONCE: u32 = 20;

/// From this size on, the log is moved into the file.
const CHECKPOINT_FROM_BYTES: u64 = 16 * 1024 * 1024;

/// Page cache while the indexes of a whole catalog are built, in KiB; and after.
const CACHE: [&str; 2] = ["PRAGMA cache_size = -49152", "PRAGMA cache_size = -4096"];

/// Products in use that are not in the snapshot and were sold here, after a number.
const SOLD_AND_GONE: &str = "SELECT p.product_no, p.product_id FROM products AS p
     WHERE p.product_no > ?1
         AND NOT EXISTS (SELECT 1 FROM products_next AS n WHERE n.product_id = p.product_id)
         AND EXISTS (SELECT 1 FROM transaction_items AS i WHERE i.product_id = p.product_id)
     ORDER BY p.product_no LIMIT 500";

/// The tables while they are filled.
pub(super) struct Fill<'l> {
    ledger: &'l Ledger,
    products: Vec<Product>,
    filled: Filled,
}

/// What was filled.
#[derive(Default)]
pub(super) struct Filled {
    /// Rows of everything but products: few.
    pub(super) others: Vec<FeedRow>,
    pub(super) applied: SnapshotApplied,
}

impl<'l> Fill<'l> {
    pub(super) fn begin(ledger: &'l Ledger) -> Result<Self, LedgerError> {
        give_back(ledger)?;
        turn(ledger, shelf_tables::create)?;
        folder(ledger).execute_batch(CACHE[0])?;
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
        self.retire()?;
        Ok(watch(done))
    }

    /// Takes a row; nothing is written yet.
    fn take(&mut self, row: FeedRow) {
        match row.change {
            FeedChange::Product(state) => self.products.push(Product::from(*state)),
            _ => self.filled.others.push(row),
        }
    }

    /// Writes what was taken. Whoever comes to the gate meanwhile waits for a few products.
    fn write(&mut self) -> Result<(), LedgerError> {
        let mut rest = self.products.as_slice();
        while !rest.is_empty() {
            let gate = &self.ledger.shared.gate;
            let mut done = 0;
            turn(self.ledger, |connection| {
                for product in rest {
                    catalog::save_on(connection, Shelf::Next, None, product)?;
                    done += 1;
                    if done >= PRODUCTS_AT_LEAST && gate.is_wanted() {
                        break;
                    }
                }
                Ok(())
            })?;
            rest = rest.get(done..).unwrap_or_default();
            gate.let_pass();
        }
        self.filled.applied.products += u64::try_from(self.products.len()).unwrap_or(0);
        self.products.clear();
        bound_log(self.ledger)
    }

    /// What is to be put in place.
    pub(super) fn filled(mut self) -> Filled {
        std::mem::take(&mut self.filled)
    }

    /// Gives the pages back.
    pub(super) fn discard(self) -> Result<(), LedgerError> {
        give_back(self.ledger)
    }

    fn retire(&mut self) -> Result<(), LedgerError> {
        let mut last = 0;
        loop {
            let gone = self.ledger.read(|connection| {
                let mut statement = connection.prepare_cached(SOLD_AND_GONE)?;
                let rows = statement.query_map([last], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(rows.collect::<Result<Vec<(i64, uuid::Uuid)>, _>>()?)
            })?;
            let Some((number, _)) = gone.last() else {
                return Ok(());
            };
            last = *number;
            turn(self.ledger, |connection| {
                for (_, product_id) in &gone {
                    if let Some((_, product)) = product_row::by_id(connection, *product_id)? {
                        let retired = Product {
                            status: ProductStatus::Inactive,
                            ..product
                        };
                        catalog::save_on(connection, Shelf::Next, None, &retired)?;
                    }
                }
                Ok(())
            })?;
            self.filled.applied.retired += u64::try_from(gone.len()).unwrap_or(0);
        }
    }
}

impl Drop for Fill<'_> {
    fn drop(&mut self) {
        if let Err(error) = folder(self.ledger).execute_batch(CACHE[1]) {
            log::warn!("the page cache keeps its size: {error}");
        }
    }
}

/// The maintenance connection: what it writes here can be fetched again.
fn folder(ledger: &Ledger) -> MutexGuard<'_, Connection> {
    ledger
        .shared
        .folder
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

/// Drops the tables that are not in use, step by step.
pub(super) fn give_back(ledger: &Ledger) -> Result<(), LedgerError> {
    let gate = &ledger.shared.gate;
    let mut is_more = true;
    while is_more {
        turn(ledger, |connection| {
            for _ in 0..STEPS_AT_ONCE {
                is_more = shelf_tables::shrink(connection)?;
                if !is_more || gate.is_wanted() {
                    break;
                }
            }
            Ok(())
        })?;
        gate.let_pass();
        bound_log(ledger)?;
    }
    Ok(())
}

/// Moves the log into the file when it is large.
fn bound_log(ledger: &Ledger) -> Result<(), LedgerError> {
    if ledger.shared.log.bytes() < CHECKPOINT_FROM_BYTES {
        return Ok(());
    }
    checkpoint::run(&ledger.shared, Checkpoint::Passive)
}

/// One database transaction of the maintenance connection, at the gate.
fn turn(
    ledger: &Ledger,
    work: impl FnOnce(&Connection) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let mut folder = folder(ledger);
    let _turn = ledger.shared.gate.enter();
    let transaction = folder.transaction_with_behavior(TransactionBehavior::Immediate)?;
    work(&transaction)?;
    transaction.commit()?;
    ledger.shared.log.note_commit();
    Ok(())
}
