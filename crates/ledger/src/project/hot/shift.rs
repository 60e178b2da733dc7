//! Shifts and their running totals.

use domain::entry::EntryBody;
use domain::entry::kinds::{ShiftClosed, ShiftOpened};
use domain::shift_totals::ShiftTotals;
use rusqlite::Connection;

use crate::error::{LedgerError, Subject};
use crate::project::totals;
use crate::table::entries::StoredEntry;
use crate::table::stored_totals::StoredTotals;
use crate::table::{refused_counts, shifts};

pub(super) fn opened(
    connection: &Connection,
    stored: &StoredEntry,
    body: &ShiftOpened,
) -> Result<(), LedgerError> {
    let mut totals = ShiftTotals::default();
    totals
        .apply(&EntryBody::ShiftOpened(body.clone()))
        .map_err(LedgerError::Shift)?;
    shifts::insert(connection, stored, body, &totals)
}

/// Adds an entry's postings and counts to the totals of its shift.
pub(super) fn add(
    connection: &Connection,
    stored: &StoredEntry,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let Some(shift_id) = body.shift_id() else {
        return Ok(());
    };
    let running = shifts::running(connection, shift_id)?.ok_or(LedgerError::NotFound {
        what: Subject::Shift,
        id: shift_id,
    })?;
    let totals = match running.totals {
        StoredTotals::Current(mut totals) => {
            totals.apply(body).map_err(LedgerError::Shift)?;
            *totals
        }
        // The entry is in the log already, so that this adds it, too.
        StoredTotals::Stale => {
            let first = running.opened_position;
            totals::of_shift(connection, shift_id, first, stored.position)?
        }
    };
    shifts::set_totals(connection, shift_id, &totals)
}

pub(super) fn closed(
    connection: &Connection,
    stored: &StoredEntry,
    body: &ShiftClosed,
) -> Result<(), LedgerError> {
    let entry = EntryBody::ShiftClosed(Box::new(body.clone()));
    add(connection, stored, &entry)?;
    refused_counts::forget(connection, body.shift_id)?;
    shifts::close(connection, stored, body)
}
