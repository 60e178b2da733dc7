//! Folds totals from the entries again when the stored ones have another shape or are unreadable.

use chrono::NaiveDate;
use domain::entry::EntryBody;
use domain::shift::{ShiftError, ShiftReport};
use domain::shift_totals::ShiftTotals;
use rusqlite::Connection;
use uuid::Uuid;

use super::decode;
use super::replayed::is_replay;
use crate::error::LedgerError;
use crate::table::shifts::StoredShift;
use crate::table::{entries, transactions};

/// Entries that are read at once.
const PAGE: u32 = 64;

/// Adds an entry to totals. One that would take a sum out of its range is left out. The commit
/// refuses such a sale, but one that is in the log anyway must not stop the fold of all later
/// entries (Promise 5).
pub(crate) fn add(
    totals: &mut ShiftTotals,
    position: i64,
    body: &EntryBody,
) -> Result<bool, LedgerError> {
    match totals.apply(body) {
        Ok(()) => Ok(true),
        Err(ShiftError::OutOfRange) => {
            log::error!("entry {position} is in no total: a sum would leave its range");
            Ok(false)
        }
        Err(error) => Err(LedgerError::Shift(error)),
    }
}

/// The totals of a shift whose entries are between two positions, both included.
pub(crate) fn of_shift(
    connection: &Connection,
    shift_id: Uuid,
    first: i64,
    last: i64,
) -> Result<ShiftTotals, LedgerError> {
    let mut totals = ShiftTotals::default();
    add_to_shift(connection, &mut totals, shift_id, first - 1, last)?;
    Ok(totals)
}

/// Adds the entries of a shift that are after one position and not after another.
pub(crate) fn add_to_shift(
    connection: &Connection,
    totals: &mut ShiftTotals,
    shift_id: Uuid,
    after: i64,
    last: i64,
) -> Result<(), LedgerError> {
    let mut position = after;
    while position < last {
        let page = entries::after(connection, position, PAGE)?;
        if page.is_empty() {
            break;
        }
        for stored in page.iter().filter(|stored| stored.position <= last) {
            let body = decode(stored).filter(|body| body.shift_id() == Some(shift_id));
            if let Some(body) = body
                && !is_replay(connection, stored)?
            {
                add(totals, stored.position, &body)?;
            }
        }
        position = page.last().map_or(last, |stored| stored.position);
    }
    Ok(())
}

/// The totals of a business day up to a position; `None` when it has no transaction.
pub(crate) fn of_day(
    connection: &Connection,
    business_date: NaiveDate,
    last: i64,
) -> Result<Option<ShiftTotals>, LedgerError> {
    let positions = transactions::of_day(connection, business_date, last)?;
    if positions.is_empty() {
        return Ok(None);
    }
    let mut totals = ShiftTotals::default();
    for position in positions {
        add_entry(connection, &mut totals, position)?;
    }
    Ok(Some(totals))
}

/// Adds the entry at a position. One that does not decode is left out.
pub(crate) fn add_entry(
    connection: &Connection,
    totals: &mut ShiftTotals,
    position: i64,
) -> Result<(), LedgerError> {
    let stored = entries::at(connection, position)?;
    match stored.as_ref().and_then(decode) {
        Some(body) => add(totals, position, &body).map(|_| ()),
        None => Ok(()),
    }
}

/// Fills in the totals and the report of a shift that are not of the current shape. `end` is the
/// last position of the log.
pub(crate) fn complete(
    connection: &Connection,
    shift: &mut StoredShift,
    end: i64,
) -> Result<(), LedgerError> {
    if shift.is_current {
        return Ok(());
    }
    let last = shift.closed_position.unwrap_or(end);
    let shift_id = shift.row.shift_id;
    shift.row.totals = of_shift(connection, shift_id, shift.opened_position, last)?;
    if let (Some(closing), Some(position)) = (&mut shift.row.closing, shift.closed_position) {
        closing.report = signed_report(connection, position)?;
    }
    shift.is_current = true;
    Ok(())
}

/// The report in the entry that closed a shift.
fn signed_report(connection: &Connection, position: i64) -> Result<ShiftReport, LedgerError> {
    let stored = entries::at(connection, position)?;
    let body = stored.as_ref().and_then(decode);
    let report = body.as_ref().and_then(EntryBody::shift_report);
    report
        .cloned()
        .ok_or(LedgerError::Unreadable { column: "report" })
}
