//! What a screen must see at once: folded in the commit of the entry.

pub(crate) mod check;
pub(crate) mod products;
mod register;
pub(crate) mod shift;
mod transaction;

use domain::entry::EntryBody;
use rusqlite::Connection;

use crate::{entry_row::StoredEntry, error::LedgerError, sync::pending};

pub(crate) use check::{check, next_receipt_seq};
pub(crate) use shift as counter;

/// Who says how products, people and settings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// The log alone: the register stands alone, and its tables are a fold of its entries.
    Log,
    /// The server's feed: an own entry is a change over it until the feed has brought it back.
    Feed,
    /// Nobody here: the log of an enrolled register is folded again, and does not tell them.
    Elsewhere,
}

/// Lays an own change over the feed's state again. Settings are not: each change of them is a row of
/// its own already.
pub(crate) fn fold_again(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    pending::note(connection, stored.position, body)?;
    match body {
        EntryBody::ProductsChanged(body) => products::changed_again(connection, body),
        EntryBody::UserChanged(body) => register::user_changed(connection, body),
        _ => Ok(()),
    }
}

/// Folds an entry into the hot tables. An unknown kind is kept raw and skipped.
pub(crate) fn fold(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
    authority: Authority,
) -> Result<(), LedgerError> {
    if authority == Authority::Feed {
        pending::note(connection, stored.position, body)?;
    }
    match body {
        EntryBody::RegisterOpened(body) => register::opened(connection, stored, body),
        EntryBody::StoreChanged(body) => register::store_changed(connection, stored, body),
        EntryBody::UserChanged(_) | EntryBody::ProductsChanged(_)
            if authority == Authority::Elsewhere =>
        {
            Ok(())
        }
        EntryBody::UserChanged(body) => register::user_changed(connection, body),
        EntryBody::ProductsChanged(body) => products::changed(connection, body, authority),
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
