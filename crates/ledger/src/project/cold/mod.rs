//! What only reports read: folded after the commit, on the maintenance connection.
//!
//! That connection commits with `synchronous=NORMAL`: its rows can be derived again, and they are
//! written together with the cursor, so that a power cut takes both or none.

pub(crate) mod day;
mod stock;
mod transaction;

use std::{
    sync::PoisonError,
    time::{Duration, Instant},
};

use domain::entry::EntryBody;
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    entry_row::{self, StoredEntry},
    error::LedgerError,
    open::Shared,
    project::again,
};

/// Entries that are read at once.
const BATCH: u32 = 64;

/// Longest time that a fold keeps the gate from a sale.
const TURN: Duration = Duration::from_millis(4);

/// Whether there is more to fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Everything that was committed is folded.
    Done,
    /// The turn ended first.
    More,
}

/// Folds some entries, in short turns at the gate between which sales go first.
pub(crate) fn fold_step(shared: &Shared) -> Result<Progress, LedgerError> {
    let mut folder = shared.folder.lock().unwrap_or_else(PoisonError::into_inner);
    let from = cursor(&folder)?;
    let entries = entry_row::after(&folder, from, BATCH)?;
    if entries.is_empty() {
        return Ok(Progress::Done);
    }
    // Decoding needs no turn. Each entry is read and decoded once: an import's are large, and a
    // turn may have room for one only.
    let bodies = entries.iter().map(decode).collect::<Vec<_>>();
    let mut rest = entries.iter().zip(&bodies).peekable();
    while rest.peek().is_some() {
        fold_turn(shared, &mut folder, &mut rest)?;
    }
    Ok(Progress::More)
}

/// Folds what fits into one short turn, at least one entry.
fn fold_turn<'e>(
    shared: &Shared,
    folder: &mut Connection,
    rest: &mut impl Iterator<Item = (&'e StoredEntry, &'e Option<EntryBody>)>,
) -> Result<(), LedgerError> {
    let turn = shared.gate.enter();
    let began = Instant::now();
    let transaction = folder.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (stored, body) in rest {
        if let Some(body) = body
            && !again::is_again(&transaction, stored)?
        {
            fold(&transaction, stored, body)?;
        }
        move_cursor(&transaction, stored.position)?;
        if began.elapsed() > TURN || shared.gate.is_wanted() {
            break;
        }
    }
    transaction.commit()?;
    shared.log.note_commit();
    drop(turn);
    Ok(())
}

/// The body of an entry, or nothing when it does not decode: the entry stays raw, `verify` names
/// it, and the fold goes on (Promise 5).
pub(crate) fn decode(stored: &StoredEntry) -> Option<EntryBody> {
    let header = &stored.entry.header;
    match EntryBody::decode(&header.kind, header.version, &stored.entry.body) {
        Ok(body) => Some(body),
        Err(error) => {
            log::error!("entry {} is not folded: {error}", header.entry_id);
            None
        }
    }
}

/// Folds one entry into the cold tables.
pub(crate) fn fold(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    match body {
        EntryBody::TransactionCompleted(transaction) => {
            transaction::completed(connection, stored.position, transaction)?;
            stock::moved(connection, stored.position, &transaction.stock_movements)?;
            day::tally(connection, transaction.business_date, body)
        }
        EntryBody::StockMoved(moved) => stock::moved(connection, stored.position, &moved.movements),
        EntryBody::ProductsChanged(changed) => stock::opened(connection, stored.position, changed),
        EntryBody::RegisterOpened(_)
        | EntryBody::StoreChanged(_)
        | EntryBody::UserChanged(_)
        | EntryBody::ShiftOpened(_)
        | EntryBody::ShiftClosed(_)
        | EntryBody::CashMoved(_)
        | EntryBody::DrawerOpened(_)
        | EntryBody::ReceiptReprinted(_)
        | EntryBody::Unknown { .. } => Ok(()),
    }
}

/// Forgets everything folded, so that it is folded again from the first entry.
pub(crate) fn forget(shared: &Shared) -> Result<(), LedgerError> {
    let mut folder = shared.folder.lock().unwrap_or_else(PoisonError::into_inner);
    let _turn = shared.gate.enter();
    let transaction = folder.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in super::COLD_TABLES {
        transaction.execute(&format!("DELETE FROM {}", table.name), [])?;
    }
    move_cursor(&transaction, 0)?;
    Ok(transaction.commit()?)
}

/// The last position that is folded.
pub(crate) fn cursor(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT position FROM fold_cursor WHERE only_row = 1")?
        .query_row([], |row| row.get(0))?)
}

pub(crate) fn move_cursor(connection: &Connection, position: i64) -> Result<(), LedgerError> {
    connection
        .prepare_cached("UPDATE fold_cursor SET position = ?1 WHERE only_row = 1")?
        .execute([position])?;
    Ok(())
}
