//! Sales and refunds: one narrow row each.

use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::Code as _;
use domain::cart::TransactionKind;
use domain::money::Cents;
use domain::tender::PaymentMethod;
use domain::transaction::{PaymentSummary, TransactionBody};
use rusqlite::{Connection, OptionalExtension, Params, Row, named_params};
use uuid::Uuid;

use super::entries::StoredEntry;
use crate::error::LedgerError;
use crate::sqlite::columns::{InOrder, NamedColumns};
use crate::sqlite::value;

/// A transaction in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTransaction {
    /// Position of its entry: the key of paging.
    pub position: i64,
    pub transaction_id: Uuid,
    /// Number on the receipt.
    pub receipt_number: String,
    /// Sale or refund.
    pub kind: TransactionKind,
    /// When, milliseconds since 1970-01-01 UTC.
    pub recorded_at_ms: i64,
    /// Local time minus UTC at that moment, in minutes.
    pub utc_offset_minutes: i16,
    /// The business day that it is counted to.
    pub business_date: NaiveDate,
    /// The shift that it belongs to.
    pub shift_id: Uuid,
    /// Who rang it up.
    pub cashier_id: Uuid,
    /// The amount due before cash rounding; below zero for a refund.
    pub net_amount_cents: Cents,
    /// Cash rounding.
    pub rounding_cents: Cents,
    /// The method of payment; `None` if there were several, or if the amount due was zero.
    pub payment_method: Option<PaymentMethod>,
    /// Lines on the receipt.
    pub item_count: u32,
}

/// A receipt's epoch, and its number within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReceiptKey {
    pub(crate) epoch: Uuid,
    pub(crate) receipt_seq: u64,
}

/// The receipt that was printed last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastReceipt {
    pub epoch: Uuid,
    /// Number on the receipt.
    pub receipt_number: String,
    /// When, milliseconds since 1970-01-01 UTC.
    pub recorded_at_ms: i64,
}

const INSERT: &str = "INSERT INTO transactions (position, transaction_id, epoch, receipt_seq,
         receipt_number, kind, shift_id, cashier_id, original_transaction_id, business_date,
         recorded_at_ms, utc_offset_minutes, currency, item_count, gross_amount_cents,
         discount_cents, tax_cents, net_amount_cents, rounding_cents, change_cents,
         payment_method)
     VALUES (:position, :transaction_id, :epoch, :receipt_seq, :receipt_number, :kind, :shift_id,
         :cashier_id, :original_transaction_id, :business_date, :recorded_at_ms,
         :utc_offset_minutes, :currency, :item_count, :gross_amount_cents, :discount_cents,
         :tax_cents, :net_amount_cents, :rounding_cents, :change_cents, :payment_method)";

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

pub(crate) const LAST_RECEIPT: &str = "SELECT epoch, receipt_seq FROM transactions \
     WHERE position = (SELECT max(position) FROM transactions)";

pub(crate) const LAST_NUMBER: &str = "SELECT epoch, receipt_number, recorded_at_ms \
     FROM transactions WHERE position = (SELECT max(position) FROM transactions)";

pub(crate) const FIRST_RECEIPT_AFTER: &str = "SELECT epoch, receipt_seq FROM transactions \
     WHERE position > ?1 ORDER BY position LIMIT 1";

pub(crate) const POSITION_OF: &str = "SELECT position FROM transactions WHERE transaction_id = ?1";

pub(crate) const REFUNDS_OF: &str = "SELECT position FROM transactions \
     WHERE original_transaction_id = ?1 ORDER BY position";

pub(crate) fn insert(
    connection: &Connection,
    stored: &StoredEntry,
    body: &TransactionBody,
) -> Result<(), LedgerError> {
    let header = &stored.entry.header;
    connection.prepare_cached(INSERT)?.execute(named_params! {
        ":position": stored.position,
        ":transaction_id": body.transaction_id,
        ":epoch": header.epoch,
        ":receipt_seq": value::signed(body.receipt_seq),
        ":receipt_number": body.receipt_number,
        ":kind": body.kind.as_str(),
        ":shift_id": body.shift_id,
        ":cashier_id": body.cashier_id,
        ":original_transaction_id": body.original_transaction_id,
        ":business_date": body.business_date.to_string(),
        ":recorded_at_ms": header.recorded_at_ms,
        ":utc_offset_minutes": header.clock.utc_offset_minutes,
        ":currency": body.currency,
        ":item_count": i64::try_from(body.items.len()).unwrap_or(i64::MAX),
        ":gross_amount_cents": body.gross_amount_cents.value(),
        ":discount_cents": body.discount_cents.value(),
        ":tax_cents": body.tax_cents.value(),
        ":net_amount_cents": body.net_amount_cents.value(),
        ":rounding_cents": body.rounding_cents.value(),
        ":change_cents": body.change_cents.value(),
        ":payment_method": body.payment_summary().as_str(),
    })?;
    Ok(())
}

/// The rows that one of the queries of a page finds.
pub(crate) fn page(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<ListedTransaction>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The row that one of the queries of a single transaction finds.
pub(crate) fn one(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Option<ListedTransaction>, LedgerError> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params, read)
        .optional()?)
}

/// The position of a transaction's entry.
pub(crate) fn position_of(
    connection: &Connection,
    transaction_id: Uuid,
) -> Result<Option<i64>, LedgerError> {
    Ok(connection
        .prepare_cached(POSITION_OF)?
        .query_row([transaction_id], |row| row.get("position"))
        .optional()?)
}

/// The positions of the refunds that name this transaction as their sale, the oldest first.
pub(crate) fn refunds_of(
    connection: &Connection,
    transaction_id: Uuid,
) -> Result<Vec<i64>, LedgerError> {
    positions(connection, REFUNDS_OF, [transaction_id])
}

/// The positions of a business day's transactions, up to a position. Reads the whole table.
pub(crate) fn of_day(
    connection: &Connection,
    business_date: NaiveDate,
    last: i64,
) -> Result<Vec<i64>, LedgerError> {
    let sql = "SELECT position FROM transactions
         WHERE business_date = ?1 AND position <= ?2 ORDER BY position";
    positions(connection, sql, (business_date.to_string(), last))
}

/// The transactions after one position and not after another, each with its business day.
pub(crate) fn days_between(
    connection: &Connection,
    after: i64,
    last: i64,
    limit: u32,
) -> Result<Vec<(i64, NaiveDate)>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT position, business_date FROM transactions
         WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3",
    )?;
    let rows = statement.query_map((after, last, limit), |row| {
        Ok((row.get("position")?, value::date(row, "business_date")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn positions(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<i64>, LedgerError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| row.get("position"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last receipt of the file.
pub(crate) fn last_receipt(connection: &Connection) -> Result<Option<ReceiptKey>, LedgerError> {
    Ok(connection
        .prepare_cached(LAST_RECEIPT)?
        .query_row([], read_key)
        .optional()?)
}

/// The last receipt of the file, as it was printed.
pub(crate) fn last_number(connection: &Connection) -> Result<Option<LastReceipt>, LedgerError> {
    let read = |row: &Row<'_>| {
        Ok(LastReceipt {
            epoch: row.get("epoch")?,
            receipt_number: row.get("receipt_number")?,
            recorded_at_ms: row.get("recorded_at_ms")?,
        })
    };
    Ok(connection
        .prepare_cached(LAST_NUMBER)?
        .query_row([], read)
        .optional()?)
}

/// The first receipt after a position.
pub(crate) fn first_receipt_after(
    connection: &Connection,
    position: i64,
) -> Result<Option<ReceiptKey>, LedgerError> {
    Ok(connection
        .prepare_cached(FIRST_RECEIPT_AFTER)?
        .query_row([position], read_key)
        .optional()?)
}

/// How many transactions are after a position. Counts them one by one.
pub(crate) fn count_after(connection: &Connection, position: i64) -> Result<u64, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT count(*) AS receipts FROM transactions WHERE position > ?1")?
        .query_row([position], |row| value::unsigned(row, "receipts"))?)
}

/// A sale that has refunds.
pub(crate) struct RefundedSale {
    pub(crate) position: i64,
    pub(crate) transaction_id: Uuid,
    pub(crate) receipt_number: String,
}

/// The sales of this file that have refunds, in the order of their first refund. Reads every
/// refund.
pub(crate) fn refunded_sales(connection: &Connection) -> Result<Vec<RefundedSale>, LedgerError> {
    let mut statement = connection.prepare(
        "SELECT sale.position, sale.transaction_id, sale.receipt_number
         FROM transactions AS refund
         CROSS JOIN transactions AS sale ON sale.transaction_id = refund.original_transaction_id
         WHERE refund.original_transaction_id IS NOT NULL
         GROUP BY sale.position ORDER BY min(refund.position)",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(RefundedSale {
            position: row.get("position")?,
            transaction_id: row.get("transaction_id")?,
            receipt_number: row.get("receipt_number")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_key(row: &Row<'_>) -> rusqlite::Result<ReceiptKey> {
    Ok(ReceiptKey {
        epoch: row.get("epoch")?,
        receipt_seq: value::unsigned(row, "receipt_seq")?,
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<ListedTransaction> {
    let row = &InOrder::of(row);
    Ok(ListedTransaction {
        position: row.get("position")?,
        transaction_id: row.get("transaction_id")?,
        receipt_number: row.get("receipt_number")?,
        kind: value::from_code(row, "kind")?,
        recorded_at_ms: row.get("recorded_at_ms")?,
        utc_offset_minutes: row.get("utc_offset_minutes")?,
        business_date: value::date(row, "business_date")?,
        shift_id: row.get("shift_id")?,
        cashier_id: row.get("cashier_id")?,
        net_amount_cents: value::cents(row, "net_amount_cents")?,
        rounding_cents: value::cents(row, "rounding_cents")?,
        payment_method: payment_summary(row)?.method(),
        item_count: row.get("item_count")?,
    })
}

fn payment_summary(row: &impl NamedColumns) -> rusqlite::Result<PaymentSummary> {
    let code: String = row.get("payment_method")?;
    PaymentSummary::from_code(&code).ok_or_else(|| value::unknown_code(row, "payment_method", code))
}
