//! Sales and refunds.

use domain::entry::{EntryBody, Hash};
use domain::transaction::TransactionBody;
use rusqlite::Connection;
use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::entries::{self, StoredEntry};
use crate::table::transactions::{self, LastReceipt, ListedTransaction};

/// Most rows of one page.
const PAGE_LIMIT: u32 = 500;

/// A page of the list, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTransactions {
    pub rows: Vec<ListedTransaction>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<i64>,
}

/// A transaction with the document in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTransaction {
    /// The transaction in a list.
    pub row: ListedTransaction,
    /// Number of its entry within the epoch.
    pub seq: u64,
    /// Hash of its entry.
    pub hash: Hash,
    /// The document.
    pub body: TransactionBody,
}

impl Ledger {
    /// A page of the list, the newest first, from before a position (`None`: from the end).
    pub fn transactions(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<ListedTransactions, LedgerError> {
        let limit = limit.clamp(1, PAGE_LIMIT);
        self.read(|connection| {
            let params = (before.unwrap_or(i64::MAX), limit);
            let rows = transactions::page(connection, &transactions::PAGE, params)?;
            let full = u32::try_from(rows.len()).is_ok_and(|count| count == limit);
            let next = rows.last().filter(|_| full).map(|row| row.position);
            Ok(ListedTransactions { rows, next })
        })
    }

    /// The receipt that was printed last.
    pub fn last_receipt(&self) -> Result<Option<LastReceipt>, LedgerError> {
        self.read(transactions::last_number)
    }

    /// How many sales and refunds there are. Counts them one by one.
    pub fn transaction_count(&self) -> Result<u64, LedgerError> {
        self.read(|connection| transactions::count_after(connection, 0))
    }

    /// Transactions whose receipt number begins with `text`, the highest number first.
    pub fn transactions_by_receipt(
        &self,
        text: &str,
        limit: u32,
    ) -> Result<Vec<ListedTransaction>, LedgerError> {
        let limit = limit.clamp(1, PAGE_LIMIT);
        self.read(|connection| {
            let end = format!("{text}\u{10FFFF}");
            transactions::page(
                connection,
                &transactions::PAGE_BY_RECEIPT,
                (text, end, limit),
            )
        })
    }

    /// One transaction, with its document.
    pub fn transaction(
        &self,
        transaction_id: Uuid,
    ) -> Result<Option<StoredTransaction>, LedgerError> {
        self.read(|connection| {
            let row = transactions::one(connection, &transactions::BY_ID, [transaction_id])?;
            row.map(|row| with_document(connection, row)).transpose()
        })
    }

    /// One transaction by the number on its receipt.
    pub fn transaction_by_receipt(
        &self,
        receipt_number: &str,
    ) -> Result<Option<StoredTransaction>, LedgerError> {
        self.read(|connection| {
            let row = transactions::one(connection, &transactions::BY_RECEIPT, [receipt_number])?;
            row.map(|row| with_document(connection, row)).transpose()
        })
    }
}

impl Commit<'_> {
    /// One transaction, and the refunds that name it as their sale, the oldest first.
    pub fn transaction_with_refunds(
        &self,
        transaction_id: Uuid,
    ) -> Result<Option<(TransactionBody, Vec<TransactionBody>)>, LedgerError> {
        let connection = self.connection;
        let Some(position) = transactions::position_of(connection, transaction_id)? else {
            return Ok(None);
        };
        let original = document(connection, position)?.1;
        let refunds = transactions::refunds_of(connection, transaction_id)?
            .into_iter()
            .map(|position| Ok(document(connection, position)?.1))
            .collect::<Result<_, LedgerError>>()?;
        Ok(Some((original, refunds)))
    }
}

fn with_document(
    connection: &Connection,
    row: ListedTransaction,
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
    let stored = entries::at(connection, position)?.ok_or(missing)?;
    let header = &stored.entry.header;
    let body = EntryBody::decode(&header.kind, header.version, &stored.entry.body)
        .map_err(LedgerError::Body)?;
    match body.transaction() {
        Some(transaction) => Ok((stored, transaction.clone())),
        None => Err(LedgerError::Unreadable { column: "body" }),
    }
}
