//! Folding stored totals again from the entries, when they are of another shape or unreadable.

use chrono::NaiveDate;
use domain::entry::EntryBody;
use domain::shift::ShiftReport;
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

/// The totals of a shift whose entries are between two positions, both included.
pub(crate) fn of_shift(
    connection: &Connection,
    shift_id: Uuid,
    first: i64,
    last: i64,
) -> Result<ShiftTotals, LedgerError> {
    let mut totals = ShiftTotals::default();
    let mut position = first - 1;
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
                totals.apply(&body).map_err(LedgerError::Shift)?;
            }
        }
        position = page.last().map_or(last, |stored| stored.position);
    }
    Ok(totals)
}

/// The totals of a business day up to a position; nothing when it has no transaction.
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
        let stored = entries::at(connection, position)?;
        if let Some(body) = stored.as_ref().and_then(decode) {
            totals.apply(&body).map_err(LedgerError::Shift)?;
        }
    }
    Ok(Some(totals))
}

/// Fills in the totals and the report of a shift that are not of the current shape.
pub(crate) fn complete(
    connection: &Connection,
    shift: &mut StoredShift,
) -> Result<(), LedgerError> {
    if shift.is_current {
        return Ok(());
    }
    let last = match shift.closed_position {
        Some(position) => position,
        None => entries::last_position(connection)?,
    };
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
    let Some(EntryBody::ShiftClosed(closed)) = stored.as_ref().and_then(decode) else {
        return Err(LedgerError::Unreadable { column: "report" });
    };
    Ok(closed.report)
}
