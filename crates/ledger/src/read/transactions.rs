//! Sales and refunds.

use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::{
    cart::TransactionKind,
    entry::{EntryBody, Hash},
    money::Cents,
    tender::PaymentMethod,
    transaction::TransactionBody,
};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use crate::{
    commit::Commit,
    entry_row::{self, StoredEntry},
    error::LedgerError,
    open::Ledger,
    project::hot,
    sql_value,
};

/// Most rows of one page.
const PAGE_LIMIT: u32 = 500;

/// A transaction in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionRow {
    /// Position of its entry: the key of paging.
    pub position: i64,
    /// The transaction.
    pub transaction_id: Uuid,
    /// Number on the receipt.
    pub receipt_number: String,
    /// Sale or refund.
    pub kind: TransactionKind,
    /// When, milliseconds since 1970-01-01 UTC.
    pub recorded_at_ms: i64,
    /// Local time minus UTC at that moment, in minutes.
    pub utc_offset_minutes: i16,
    /// The day it is counted to.
    pub business_date: NaiveDate,
    /// The shift it belongs to.
    pub shift_id: Uuid,
    /// Who rang it up.
    pub cashier_id: Uuid,
    /// What was due, before cash rounding; below zero for a refund.
    pub net_amount_cents: Cents,
    /// Cash rounding.
    pub rounding_cents: Cents,
    /// The method that paid; nothing when several did, or nothing was due.
    pub payment_method: Option<PaymentMethod>,
    /// Lines on the receipt.
    pub item_count: u32,
}

/// A page of the list, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionPage {
    /// The rows.
    pub rows: Vec<TransactionRow>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<i64>,
}

/// A transaction as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTransaction {
    /// How the list shows it.
    pub row: TransactionRow,
    /// Number of its entry within the epoch.
    pub seq: u64,
    /// Hash of its entry.
    pub hash: Hash,
    /// The document.
    pub body: TransactionBody,
}

const COLUMNS: &str = "position, transaction_id, receipt_number, kind, recorded_at_ms, \
     utc_offset_minutes, business_date, shift_id, cashier_id, net_amount_cents, rounding_cents, \
     payment_method, item_count";

pub(crate) static PAGE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS} FROM transactions WHERE position < ?1 ORDER BY position DESC LIMIT ?2"
    )
});

pub(crate) static PAGE_BY_RECEIPT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS} FROM transactions
         WHERE receipt_number >= ?1 AND receipt_number < ?2 ORDER BY receipt_number DESC LIMIT ?3"
    )
});

pub(crate) static BY_ID: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {COLUMNS} FROM transactions WHERE transaction_id = ?1"));

pub(crate) static BY_RECEIPT: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {COLUMNS} FROM transactions WHERE receipt_number = ?1"));

impl Ledger {
    /// A page of the list, the newest first, from before a position (`None`: from the end).
    pub fn transactions(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<TransactionPage, LedgerError> {
        let limit = limit.clamp(1, PAGE_LIMIT);
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&PAGE)?;
            let rows = statement.query_map((before.unwrap_or(i64::MAX), limit), read)?;
            let rows: Vec<TransactionRow> = rows.collect::<Result<_, _>>()?;
            let full = u32::try_from(rows.len()).is_ok_and(|count| count == limit);
            let next = rows.last().filter(|_| full).map(|row| row.position);
            Ok(TransactionPage { rows, next })
        })
    }

    /// Transactions whose receipt number begins with `text`, the highest number first.
    pub fn transactions_by_receipt(
        &self,
        text: &str,
        limit: u32,
    ) -> Result<Vec<TransactionRow>, LedgerError> {
        let limit = limit.clamp(1, PAGE_LIMIT);
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&PAGE_BY_RECEIPT)?;
            let end = format!("{text}\u{10FFFF}");
            let rows = statement.query_map((text, end, limit), read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One transaction, with its document.
    pub fn transaction(
        &self,
        transaction_id: Uuid,
    ) -> Result<Option<StoredTransaction>, LedgerError> {
        self.read(|connection| {
            let row = connection
                .prepare_cached(&BY_ID)?
                .query_row([transaction_id], read)
                .optional()?;
            row.map(|row| with_document(connection, row)).transpose()
        })
    }

    /// One transaction by the number on its receipt.
    pub fn transaction_by_receipt(
        &self,
        receipt_number: &str,
    ) -> Result<Option<StoredTransaction>, LedgerError> {
        self.read(|connection| {
            let row = connection
                .prepare_cached(&BY_RECEIPT)?
                .query_row([receipt_number], read)
                .optional()?;
            row.map(|row| with_document(connection, row)).transpose()
        })
    }
}

impl Commit<'_> {
    /// The number that the next receipt must have: one more than the last, 1 in a new epoch.
    pub fn next_receipt_seq(&self) -> Result<u64, LedgerError> {
        hot::next_receipt_seq(self.connection, self.head.epoch)
    }

    /// One transaction, and the refunds that name it as their sale, the oldest first.
    ///
    /// Reads the list of all transactions: a refund is rare, and an index would cost each sale a
    /// page.
    pub fn transaction_with_refunds(
        &self,
        transaction_id: Uuid,
    ) -> Result<Option<(TransactionBody, Vec<TransactionBody>)>, LedgerError> {
        let position = self
            .connection
            .prepare_cached("SELECT position FROM transactions WHERE transaction_id = ?1")?
            .query_row([transaction_id], |row| row.get(0))
            .optional()?;
        let Some(position) = position else {
            return Ok(None);
        };
        let original = document(self.connection, position)?.1;
        let mut statement = self.connection.prepare_cached(
            "SELECT position FROM transactions WHERE original_transaction_id = ?1
             ORDER BY position",
        )?;
        let refunds = statement
            .query_map([transaction_id], |row| row.get(0))?
            .map(|position| Ok(document(self.connection, position?)?.1))
            .collect::<Result<_, LedgerError>>()?;
        Ok(Some((original, refunds)))
    }
}

fn with_document(
    connection: &Connection,
    row: TransactionRow,
) -> Result<StoredTransaction, LedgerError> {
    let (stored, body) = document(connection, row.position)?;
    Ok(StoredTransaction {
        row,
        seq: stored.entry.header.seq,
        hash: stored.entry.hash,
        body,
    })
}

fn document(
    connection: &Connection,
    position: i64,
) -> Result<(StoredEntry, TransactionBody), LedgerError> {
    let missing = LedgerError::Unreadable { column: "body" };
    let stored = entry_row::at(connection, position)?.ok_or(missing)?;
    let header = &stored.entry.header;
    let body = EntryBody::decode(&header.kind, header.version, &stored.entry.body)
        .map_err(LedgerError::Body)?;
    match body {
        EntryBody::TransactionCompleted(body) => Ok((stored, *body)),
        _ => Err(LedgerError::Unreadable { column: "body" }),
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<TransactionRow> {
    let method: String = row.get(11)?;
    Ok(TransactionRow {
        position: row.get(0)?,
        transaction_id: row.get(1)?,
        receipt_number: row.get(2)?,
        kind: sql_value::from_code(row, 3)?,
        recorded_at_ms: row.get(4)?,
        utc_offset_minutes: row.get(5)?,
        business_date: sql_value::date(row, 6)?,
        shift_id: row.get(7)?,
        cashier_id: row.get(8)?,
        net_amount_cents: sql_value::cents(row, 9)?,
        rounding_cents: sql_value::cents(row, 10)?,
        payment_method: match method.as_str() {
            "mixed" | "none" => None,
            _ => Some(sql_value::from_code(row, 11)?),
        },
        item_count: row.get(12)?,
    })
}
