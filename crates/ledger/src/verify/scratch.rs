//! A fresh fold to compare the tables with.

use std::fs;
use std::path::{Path, PathBuf};

use domain::entry::EntryBody;
use domain::refund::SoldAndRefunded;
use rusqlite::types::Value;
use rusqlite::{Connection, Rows};
use uuid::Uuid;

use super::{Stop, VerifyError};
use crate::authority::Authority;
use crate::error::LedgerError;
use crate::project::replayed::is_replay;
use crate::project::{Table, cold, decode, hot};
use crate::sqlite::connection::{Duty, connect};
use crate::sqlite::files;
use crate::sqlite::migrate::migrate;
use crate::store::Shared;
use crate::table::entries::{self, StoredEntry};
use crate::table::transactions::{self, RefundedSale};
use crate::table::{fold_cursor, transaction_items};

/// Entries folded in one database transaction.
const BATCH: u32 = 1000;

/// A temporary file with the same schema and key, folded from the log alone. It is on disk, because
/// a year of sales would not fit into memory beside a browser view.
pub(super) struct Scratch {
    connection: Connection,
    authority: Authority,
    position: i64,
    unsaved: u32,
    /// Up to here the cold tables are folded.
    cold_until: i64,
    /// `None` while it is in memory.
    path: Option<PathBuf>,
}

impl Scratch {
    /// An empty file. In a read-only ledger, the cold tables stay as they were and the disk may be
    /// full, so the fold is kept in memory.
    pub(super) fn create(
        shared: &Shared,
        enrolled: bool,
        cold_until: i64,
    ) -> Result<Self, LedgerError> {
        let path = (!shared.is_to_look).then(|| shared.path.with_extension("verify"));
        if let Some(path) = &path {
            remove(path);
        }
        let place = path.as_deref().unwrap_or(Path::new(":memory:"));
        let mut connection = connect(place, &shared.key, Duty::Maintain, true)?;
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        migrate(&mut connection)?;
        connection.execute_batch("BEGIN")?;
        Ok(Self {
            connection,
            authority: if enrolled {
                Authority::Elsewhere
            } else {
                Authority::Log
            },
            position: 0,
            unsaved: 0,
            cold_until,
            path,
        })
    }

    /// Folds the next entry into all tables.
    pub(super) fn fold(
        &mut self,
        stored: &StoredEntry,
        body: &EntryBody,
    ) -> Result<(), LedgerError> {
        hot::fold(&self.connection, stored, body, self.authority)?;
        if stored.position <= self.cold_until {
            cold::fold(&self.connection, stored, body)?;
        }
        self.position = stored.position;
        self.unsaved += 1;
        if self.unsaved >= BATCH {
            self.unsaved = 0;
            self.connection.execute_batch("COMMIT; BEGIN")?;
        }
        Ok(())
    }

    /// Skips a replayed entry: it counts at its first position.
    pub(super) fn skip(&mut self, stored: &StoredEntry) {
        self.position = stored.position;
    }

    /// Folds the entries that were appended since the walk ended.
    pub(super) fn fold_rest(&mut self, snapshot: &Connection) -> Result<(), LedgerError> {
        loop {
            let page = entries::after(snapshot, self.position, BATCH)?;
            if page.is_empty() {
                return Ok(());
            }
            for stored in &page {
                match decode(stored) {
                    Some(body) if !is_replay(snapshot, stored)? => self.fold(stored, &body)?,
                    Some(_) | None => self.skip(stored),
                }
            }
        }
    }

    /// Names the first row in which a table differs from the fresh fold.
    pub(super) fn compare(&self, snapshot: &Connection, table: Table) -> Result<(), Stop> {
        let sql = format!(
            "SELECT {} FROM {} WHERE {} ORDER BY {}",
            table.columns, table.name, table.rows, table.key
        );
        let (mut ours, mut fresh) = (
            snapshot.prepare(&sql).map_err(LedgerError::from)?,
            self.connection.prepare(&sql).map_err(LedgerError::from)?,
        );
        let columns = ours.column_count();
        let mut ours = ours.query([]).map_err(LedgerError::from)?;
        let mut fresh = fresh.query([]).map_err(LedgerError::from)?;
        for row in 1.. {
            let (left, right) = (next(&mut ours, columns)?, next(&mut fresh, columns)?);
            if left != right {
                return Err(VerifyError::Projection {
                    table: table.name,
                    row,
                }
                .into());
            }
            if left.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Checks that no more of a product was refunded than sold. Sales of other registers are not in
    /// this ledger.
    pub(super) fn check_refunds(&self) -> Result<(), Stop> {
        for sale in transactions::refunded_sales(&self.connection)? {
            if let Some(product_id) = self.refunded_beyond(&sale)? {
                let receipt_number = sale.receipt_number;
                return Err(VerifyError::RefundExceedsSale {
                    receipt_number,
                    product_id,
                }
                .into());
            }
        }
        Ok(())
    }

    /// A product of which more was refunded than this sale sold.
    fn refunded_beyond(&self, sale: &RefundedSale) -> Result<Option<Uuid>, LedgerError> {
        let connection = &self.connection;
        let mut sums = SoldAndRefunded::default();
        for (product_id, quantity) in transaction_items::quantities(connection, sale.position)? {
            sums.add_sold(product_id, quantity);
        }
        for refund in transactions::refunds_of(connection, sale.transaction_id)? {
            for (product_id, quantity) in transaction_items::quantities(connection, refund)? {
                sums.add_refunded(product_id, quantity);
            }
        }
        Ok(sums.exceeded())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            remove(path);
        }
    }
}

/// Whether the cold tables include every entry in this state of the file.
pub(super) fn is_folded(snapshot: &Connection) -> Result<bool, LedgerError> {
    Ok(fold_cursor::read(snapshot)? == entries::last_position(snapshot)?)
}

fn next(rows: &mut Rows<'_>, columns: usize) -> Result<Option<Vec<Value>>, LedgerError> {
    match rows.next()? {
        None => Ok(None),
        Some(row) => Ok(Some(
            (0..columns)
                .map(|column| row.get(column))
                .collect::<Result<_, _>>()?,
        )),
    }
}

/// Removes a scratch file. One that cannot be removed is overwritten by the next run.
fn remove(path: &Path) {
    for file in files::all(path) {
        if let Err(error) = fs::remove_file(&file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            log::warn!("{} cannot be removed: {error}", file.display());
        }
    }
}
