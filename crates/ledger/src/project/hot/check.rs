//! What must hold before an entry of this register is written. Entries that are in the log already
//! are folded without these questions: nothing blocks a fold.

use domain::{entry::EntryBody, transaction::TransactionBody};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::counter;
use crate::{
    entry_row::StoredEntry,
    error::{LedgerError, Subject},
    sql_value,
};

pub(crate) const LAST_RECEIPT: &str = "SELECT receipt_seq, epoch FROM transactions \
     WHERE position = (SELECT max(position) FROM transactions)";

/// Refuses an entry that does not follow from the tables.
pub(crate) fn check(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let opens_epoch = matches!(body, EntryBody::RegisterOpened(_));
    if opens_epoch != (stored.entry.header.seq == 1) {
        return Err(LedgerError::EpochOpening {
            seq: stored.entry.header.seq,
        });
    }
    match body {
        EntryBody::ShiftOpened(_) => match counter::open_shift_id(connection)? {
            None => Ok(()),
            Some(shift_id) => Err(LedgerError::ShiftStillOpen { shift_id }),
        },
        EntryBody::ShiftClosed(body) => shift_is_open(connection, body.shift_id),
        EntryBody::CashMoved(body) => shift_is_open(connection, body.shift_id),
        EntryBody::DrawerOpened(body) => shift_is_open(connection, body.shift_id),
        EntryBody::TransactionCompleted(body) => {
            shift_is_open(connection, body.shift_id)?;
            receipt_is_next(connection, stored, body)
        }
        EntryBody::ReceiptReprinted(body) => transaction_exists(connection, body.transaction_id),
        EntryBody::Unknown { kind, .. } => Err(LedgerError::UnknownKind { kind: kind.clone() }),
        EntryBody::RegisterOpened(_)
        | EntryBody::StoreChanged(_)
        | EntryBody::UserChanged(_)
        | EntryBody::ProductsChanged(_)
        | EntryBody::StockMoved(_) => Ok(()),
    }
}

fn shift_is_open(connection: &Connection, shift_id: Uuid) -> Result<(), LedgerError> {
    if counter::open_shift_id(connection)? == Some(shift_id) {
        Ok(())
    } else {
        Err(LedgerError::ShiftNotOpen { shift_id })
    }
}

fn receipt_is_next(
    connection: &Connection,
    stored: &StoredEntry,
    body: &TransactionBody,
) -> Result<(), LedgerError> {
    let expected = next_receipt_seq(connection, stored.entry.header.epoch)?;
    if body.receipt_seq == expected {
        Ok(())
    } else {
        Err(LedgerError::ReceiptOutOfOrder {
            given: body.receipt_seq,
            expected,
        })
    }
}

fn transaction_exists(connection: &Connection, transaction_id: Uuid) -> Result<(), LedgerError> {
    let found = connection
        .prepare_cached("SELECT 1 FROM transactions WHERE transaction_id = ?1")?
        .exists([transaction_id])?;
    if found {
        Ok(())
    } else {
        Err(LedgerError::NotFound {
            what: Subject::Transaction,
            id: transaction_id,
        })
    }
}

/// The number after the last receipt of the epoch (Promise 8). There is no counter that a failed
/// sale could advance: the last row is the counter.
pub(crate) fn next_receipt_seq(connection: &Connection, epoch: Uuid) -> Result<u64, LedgerError> {
    let last = connection
        .prepare_cached(LAST_RECEIPT)?
        .query_row([], |row| {
            Ok((sql_value::unsigned(row, 0)?, row.get::<_, Uuid>(1)?))
        })
        .optional()?;
    Ok(match last {
        Some((seq, last_epoch)) if last_epoch == epoch => seq + 1,
        _ => 1,
    })
}
