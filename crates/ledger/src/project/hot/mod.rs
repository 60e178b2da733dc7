//! What a screen must see at once: folded in the commit of the entry.

pub(crate) mod check;
pub(crate) mod counter;
mod products;
mod register;
mod transaction;

use domain::entry::EntryBody;
use rusqlite::Connection;

use crate::{entry_row::StoredEntry, error::LedgerError};

pub(crate) use check::{check, next_receipt_seq};

/// Folds an entry into the hot tables. An unknown kind is kept raw and skipped.
pub(crate) fn fold(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    match body {
        EntryBody::RegisterOpened(body) => register::opened(connection, stored, body),
        EntryBody::StoreChanged(body) => register::store_changed(connection, stored, body),
        EntryBody::UserChanged(body) => register::user_changed(connection, body),
        EntryBody::ProductsChanged(body) => products::changed(connection, body),
        EntryBody::ShiftOpened(body) => counter::shift_opened(connection, stored, body),
        EntryBody::ShiftClosed(body) => counter::shift_closed(connection, stored, body),
        EntryBody::CashMoved(moved) => counter::tally(connection, moved.shift_id, body),
        EntryBody::DrawerOpened(opened) => counter::tally(connection, opened.shift_id, body),
        EntryBody::TransactionCompleted(transaction) => {
            transaction::completed(connection, stored, transaction)?;
            counter::tally(connection, transaction.shift_id, body)
        }
        EntryBody::StockMoved(_) | EntryBody::ReceiptReprinted(_) | EntryBody::Unknown { .. } => {
            Ok(())
        }
    }
}
