//! A fresh fold to compare the tables with.

use std::{fs, path::PathBuf};

use domain::entry::EntryBody;
use rusqlite::{Connection, Rows, types::Value};

use super::{Stop, VerifyError};
use crate::{
    connection::{Duty, connect},
    entry_row::{self, StoredEntry},
    error::LedgerError,
    migrate::migrate,
    open::{Shared, beside},
    project::{
        Table, again, cold,
        hot::{self, Authority},
    },
    query,
};

/// Entries folded in one database transaction.
const BATCH: u32 = 1000;

/// The first product of which more was refunded than sold.
const REFUNDED_BEYOND_SALE: &str = "SELECT sale.receipt_number, back.product_id \
     FROM transactions AS refund \
     CROSS JOIN transactions AS sale ON sale.transaction_id = refund.original_transaction_id \
     CROSS JOIN transaction_items AS back ON back.position = refund.position \
     WHERE refund.original_transaction_id IS NOT NULL \
     GROUP BY sale.position, back.product_id \
     HAVING sum(back.quantity_thousandths) > coalesce(( \
         SELECT sum(sold.quantity_thousandths) FROM transaction_items AS sold \
         WHERE sold.position = sale.position AND sold.product_id = back.product_id), 0) \
     ORDER BY min(refund.position) LIMIT 1";

/// A throw-away file with the same schema and key, folded from the log alone. On disk, not in
/// memory: a year of sales would not fit beside a browser view.
pub(super) struct Scratch {
    connection: Connection,
    authority: Authority,
    position: i64,
    unsaved: u32,
    path: PathBuf,
}

impl Scratch {
    pub(super) fn create(shared: &Shared, enrolled: bool) -> Result<Self, LedgerError> {
        let path = shared.path.with_extension("verify");
        remove(&path);
        let mut connection = connect(&path, &shared.key, Duty::Maintain, true)?;
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
        cold::fold(&self.connection, stored, body)?;
        self.position = stored.position;
        self.unsaved += 1;
        if self.unsaved >= BATCH {
            self.unsaved = 0;
            self.connection.execute_batch("COMMIT; BEGIN")?;
        }
        Ok(())
    }

    /// Passes over a document that an earlier epoch holds: it counts there.
    pub(super) fn skip(&mut self, stored: &StoredEntry) {
        self.position = stored.position;
    }

    /// Folds what was appended since the walk ended.
    pub(super) fn fold_rest(&mut self, snapshot: &Connection) -> Result<(), LedgerError> {
        loop {
            let page = entry_row::after(snapshot, self.position, BATCH)?;
            if page.is_empty() {
                return Ok(());
            }
            for stored in &page {
                match cold::decode(stored) {
                    Some(body) if !again::is_again(snapshot, stored)? => {
                        self.fold(stored, &body)?;
                    }
                    _ => self.position = stored.position,
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

    /// Of no product is more taken back than its sale had. A sale of another register is not here.
    pub(super) fn check_refunds(&self) -> Result<(), Stop> {
        let mut statement = self
            .connection
            .prepare(REFUNDED_BEYOND_SALE)
            .map_err(LedgerError::from)?;
        let mut rows = statement.query([]).map_err(LedgerError::from)?;
        match rows.next().map_err(LedgerError::from)? {
            None => Ok(()),
            Some(row) => Err(VerifyError::RefundExceedsSale {
                receipt_number: row.get(0).map_err(LedgerError::from)?,
                product_id: row.get(1).map_err(LedgerError::from)?,
            }
            .into()),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// Whether the cold tables hold everything that this state of the file holds.
pub(super) fn is_folded(snapshot: &Connection) -> Result<bool, LedgerError> {
    let last = query::head::last(snapshot)?.map_or(0, |(_, position)| position);
    Ok(cold::cursor(snapshot)? == last)
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

/// A scratch file that cannot be removed is overwritten by the next run.
fn remove(path: &std::path::Path) {
    for file in [
        path.to_path_buf(),
        beside(path, "-wal"),
        beside(path, "-shm"),
    ] {
        if let Err(error) = fs::remove_file(&file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            log::warn!("{} cannot be removed: {error}", file.display());
        }
    }
}
