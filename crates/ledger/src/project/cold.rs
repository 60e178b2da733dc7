//! The tables that only reports read. The maintenance thread folds them after the commit.

use chrono::NaiveDate;
use domain::entry::EntryBody;
use domain::shift_totals::ShiftTotals;
use rusqlite::Connection;

use super::totals;
use crate::error::LedgerError;
use crate::table::entries::StoredEntry;
use crate::table::stored_totals::StoredTotals;
use crate::table::{daily_totals, payments, stock, transaction_items};

/// Folds one entry into the cold tables.
pub(crate) fn fold(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let position = stored.position;
    stock::insert(connection, position, &body.stock_movements())?;
    if let Some(transaction) = body.transaction() {
        transaction_items::insert(connection, position, transaction)?;
        payments::insert(connection, position, &transaction.payments)?;
        add_to_day(connection, position, transaction.business_date, body)?;
    }
    Ok(())
}

/// Adds a transaction to the totals of its business day.
fn add_to_day(
    connection: &Connection,
    position: i64,
    business_date: NaiveDate,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let mut totals = match daily_totals::read(connection, business_date)? {
        None => ShiftTotals::default(),
        Some(StoredTotals::Current(totals)) => *totals,
        // They are folded again completely, which includes this transaction.
        Some(StoredTotals::Stale) => return Ok(()),
    };
    if totals::add(&mut totals, position, body)? {
        daily_totals::put(connection, business_date, &totals)?;
    }
    Ok(())
}
