//! The tables that a screen must show at once. They are folded in the commit of the entry.

mod products;
mod shift;
mod transaction;

use domain::entry::EntryBody;
use domain::entry::kinds::UserChanged;
use rusqlite::Connection;

use crate::authority::Authority;
use crate::error::LedgerError;
use crate::table::entries::StoredEntry;
use crate::table::users::UserAccess;
use crate::table::{epochs, receipt_copies, store_versions, users};

/// Folds an entry into the hot tables. An unknown kind is kept raw and skipped.
pub(crate) fn fold(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
    authority: Authority,
) -> Result<(), LedgerError> {
    match body {
        EntryBody::RegisterOpened(opened) => {
            let epoch = stored.entry.header.epoch;
            epochs::insert(connection, stored.position, epoch, &opened.public_key)
        }
        EntryBody::StoreChanged(_) => store_versions::insert(connection, stored.position),
        EntryBody::UserChanged(_) | EntryBody::ProductsChanged(_)
            if authority == Authority::Elsewhere =>
        {
            Ok(())
        }
        EntryBody::UserChanged(changed) => user_changed(connection, changed),
        EntryBody::ProductsChanged(changed) => products::changed(connection, changed, authority),
        EntryBody::ShiftOpened(opened) => shift::opened(connection, stored, opened),
        EntryBody::ShiftClosed(closed) => shift::closed(connection, stored, closed),
        EntryBody::CashMoved(_) | EntryBody::DrawerOpened(_) => {
            shift::add(connection, stored, body)
        }
        EntryBody::TransactionCompleted(transaction) => {
            transaction::completed(connection, stored, transaction)?;
            shift::add(connection, stored, body)
        }
        EntryBody::ReceiptReprinted(printed) => {
            receipt_copies::note(connection, printed.transaction_id, printed.copy)
        }
        EntryBody::StockMoved(_) | EntryBody::Unknown { .. } => Ok(()),
    }
}

/// Applies an own change on top of the feed's state again. Settings do not need this, because each
/// change of them is a separate row.
pub(crate) fn reapply(connection: &Connection, body: &EntryBody) -> Result<(), LedgerError> {
    match body {
        EntryBody::ProductsChanged(changed) => products::changed_again(connection, changed),
        EntryBody::UserChanged(changed) => user_changed(connection, changed),
        EntryBody::StoreChanged(_)
        | EntryBody::RegisterOpened(_)
        | EntryBody::ShiftOpened(_)
        | EntryBody::CashMoved(_)
        | EntryBody::DrawerOpened(_)
        | EntryBody::TransactionCompleted(_)
        | EntryBody::ShiftClosed(_)
        | EntryBody::StockMoved(_)
        | EntryBody::ReceiptReprinted(_)
        | EntryBody::Unknown { .. } => Ok(()),
    }
}

fn user_changed(connection: &Connection, body: &UserChanged) -> Result<(), LedgerError> {
    let access = UserAccess {
        role: body.role,
        active: body.active,
        profile_commitment: body.profile_commitment,
    };
    users::put(connection, body.user_id, &access)?;
    Ok(())
}
