//! The bare baseline: the same rows in one `SQLCipher` transaction, prepared ahead, with only the
//! writer's settings.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::shop::Shop;

/// From this size on, the log is moved into the file, outside the timed part.
const CHECKPOINT_FROM_BYTES: u64 = 4 * 1024 * 1024;

/// The rows that the product wrote for one sale.
pub(crate) struct Rows {
    entry: Vec<Value>,
    transaction: Vec<Value>,
    shift: Vec<Value>,
    cart: Vec<Value>,
}

/// Reads the rows that the product wrote.
pub(crate) struct Onlooker {
    connection: Connection,
}

impl Onlooker {
    /// A connection that only reads.
    pub(crate) fn new(shop: &Shop) -> Result<Self> {
        let connection = open(shop)?;
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;")?;
        Ok(Self { connection })
    }

    /// The last position of the log.
    pub(crate) fn position(&self) -> Result<i64> {
        let sql = "SELECT max(position) FROM entries";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// The rows of the sales after a position.
    pub(crate) fn after(&self, position: i64) -> Result<Vec<Rows>> {
        let shift = "SELECT totals, shift_no FROM shifts ORDER BY shift_no DESC LIMIT 1";
        let cart = "SELECT * FROM carts";
        let (shift, cart) = (self.one(shift, None)?, self.one(cart, None)?);
        ((position + 1)..=self.position()?)
            .map(|position| {
                Ok(Rows {
                    entry: self.one("SELECT * FROM entries WHERE position = ?1", Some(position))?,
                    transaction: self.one(
                        "SELECT * FROM transactions WHERE position = ?1",
                        Some(position),
                    )?,
                    shift: shift.clone(),
                    cart: cart.clone(),
                })
            })
            .collect()
    }

    fn one(&self, sql: &str, key: Option<i64>) -> Result<Vec<Value>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
        Ok(statement.query_row(params_from_iter(key), read)?)
    }
}

/// A copy of a shop's ledger that is written without the product.
pub(crate) struct Bare {
    shop: Shop,
    connection: Connection,
}

impl Bare {
    /// Opens the copy with the writer's settings.
    pub(crate) fn new(shop: Shop) -> Result<Self> {
        let connection = open(&shop)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 16777216;
             PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -8192;",
        )?;
        Ok(Self { shop, connection })
    }

    /// Writes the rows of one sale, on disk when it returns.
    pub(crate) fn commit(&self, rows: &Rows) -> Result<Duration> {
        let connection = &self.connection;
        let insert = |table: &str, row: &[Value], conflict: &str| -> Result<()> {
            let marks = vec!["?"; row.len()].join(", ");
            let sql = format!("INSERT INTO {table} VALUES ({marks}) {conflict}");
            connection
                .prepare_cached(&sql)?
                .execute(params_from_iter(row))?;
            Ok(())
        };
        let began = Instant::now();
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        insert("entries", &rows.entry, "")?;
        insert("transactions", &rows.transaction, "")?;
        connection
            .prepare_cached("UPDATE shifts SET totals = ?1 WHERE shift_no = ?2")?
            .execute(params_from_iter(&rows.shift))?;
        insert(
            "carts",
            &rows.cart,
            "ON CONFLICT (cart_row) DO UPDATE SET revision = excluded.revision, \
             commands = excluded.commands, cart = excluded.cart, \
             approvals = excluded.approvals, payments_taken = excluded.payments_taken, \
             completed_transaction_id = excluded.completed_transaction_id",
        )?;
        connection.prepare_cached("COMMIT")?.execute([])?;
        let took = began.elapsed();
        if self.shop.log_bytes() >= CHECKPOINT_FROM_BYTES {
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        }
        Ok(took)
    }
}

pub(crate) fn open(shop: &Shop) -> Result<Connection> {
    let key = shop.keys()?.ledger_hex;
    let connection = Connection::open(shop.ledger_file())?;
    connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\""))?;
    connection.set_prepared_statement_cache_capacity(96);
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .context("the copy does not open with the key")?;
    Ok(connection)
}
