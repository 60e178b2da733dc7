//! Checks before an entry of this register is written. Entries that are in the log already are
//! folded without these checks, so that a fold is never blocked.

use domain::entry::{EntryBody, ShiftStep};
use domain::transaction::TransactionBody;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::{LedgerError, Subject};
use crate::project::totals;
use crate::table::entries::StoredEntry;
use crate::table::{shifts, transactions};

/// Amounts below this cannot overflow a day: thousands of them fit into one. So for them the day is
/// not folded while a cashier waits. It is 10 billion in a currency of two decimals.
const LARGE_CENTS: i64 = 1_000_000_000_000;

/// Refuses an entry that does not follow from the tables.
pub(super) fn check(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let seq = stored.entry.header.seq;
    if body.opening().is_some() != (seq == 1) {
        return Err(LedgerError::EpochOpening { seq });
    }
    if let EntryBody::Unknown { kind, .. } = body {
        return Err(LedgerError::UnknownKind { kind: kind.clone() });
    }
    match body.shift() {
        Some(ShiftStep::Opens(_)) => no_shift_is_open(connection)?,
        Some(ShiftStep::Within(shift_id) | ShiftStep::Closes(shift_id)) => {
            shift_is_open(connection, shift_id)?;
        }
        None => {}
    }
    if let Some(transaction) = body.transaction() {
        receipt_is_next(connection, stored, transaction)?;
        day_stays_in_range(connection, transaction, body)?;
    }
    match body.references().reprinted_transaction_id {
        Some(transaction_id) => transaction_exists(connection, transaction_id),
        None => Ok(()),
    }
}

fn no_shift_is_open(connection: &Connection) -> Result<(), LedgerError> {
    match shifts::open_id(connection)? {
        None => Ok(()),
        Some(shift_id) => Err(LedgerError::ShiftStillOpen { shift_id }),
    }
}

fn shift_is_open(connection: &Connection, shift_id: Uuid) -> Result<(), LedgerError> {
    if shifts::open_id(connection)? == Some(shift_id) {
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

/// Refuses a sale that would take a sum of its business day out of its range. The shift's sums are
/// in the commit anyway. The day's are folded later, when the sale can no longer be refused.
fn day_stays_in_range(
    connection: &Connection,
    transaction: &TransactionBody,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let amounts = [transaction.gross_amount_cents, transaction.net_amount_cents];
    if amounts
        .iter()
        .all(|amount| amount.value().abs() < LARGE_CENTS)
    {
        return Ok(());
    }
    let day = totals::of_day(connection, transaction.business_date, i64::MAX)?;
    let mut day = day.unwrap_or_default();
    day.apply(body).map_err(LedgerError::Shift)
}

fn transaction_exists(connection: &Connection, transaction_id: Uuid) -> Result<(), LedgerError> {
    match transactions::position_of(connection, transaction_id)? {
        Some(_) => Ok(()),
        None => Err(LedgerError::NotFound {
            what: Subject::Transaction,
            id: transaction_id,
        }),
    }
}

/// The number after the last receipt of the epoch (Promise 8). The last row is the only counter, so
/// a failed sale cannot advance it.
pub(super) fn next_receipt_seq(connection: &Connection, epoch: Uuid) -> Result<u64, LedgerError> {
    Ok(match transactions::last_receipt(connection)? {
        Some(last) if last.epoch == epoch => last.receipt_seq + 1,
        _ => 1,
    })
}
