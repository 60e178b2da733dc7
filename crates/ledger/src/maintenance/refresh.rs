//! Brings stored totals of another shape up to date, one shift or day at a time.
//!
//! Whoever needs such totals before folds them for itself. This is for the ones that nobody asks
//! for, so that the file soon holds one shape only.

use std::sync::PoisonError;

use chrono::NaiveDate;
use rusqlite::Connection;
use uuid::Uuid;

use super::Progress;
use crate::error::LedgerError;
use crate::project::totals;
use crate::store::{Shared, StaleTotals};
use crate::table::{daily_totals, fold_cursor, shifts};

/// What is folded again next.
enum Stale {
    Shift(Uuid),
    Day(NaiveDate),
}

/// Folds the next stale totals again.
pub(super) fn step(shared: &Shared, folder: &mut Connection) -> Result<Progress, LedgerError> {
    match next(shared, folder)? {
        None => return Ok(Progress::Done),
        Some(Stale::Shift(shift_id)) => refresh_shift(shared, folder, shift_id)?,
        Some(Stale::Day(day)) => refresh_day(shared, folder, day)?,
    }
    Ok(Progress::More)
}

/// Takes the next stale totals off the list. The list is made at the first call after opening:
/// later on, this program writes no other shape.
fn next(shared: &Shared, connection: &Connection) -> Result<Option<Stale>, LedgerError> {
    let mut stale = shared
        .stale_totals
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if let StaleTotals::Unknown = *stale {
        *stale = StaleTotals::Left {
            shift_ids: shifts::stale_ids(connection)?,
            days: daily_totals::stale_days(connection)?,
        };
    }
    Ok(match &mut *stale {
        StaleTotals::Unknown => None,
        StaleTotals::Left { shift_ids, days } => match shift_ids.pop() {
            Some(shift_id) => Some(Stale::Shift(shift_id)),
            None => days.pop().map(Stale::Day),
        },
    })
}

fn refresh_shift(
    shared: &Shared,
    folder: &mut Connection,
    shift_id: Uuid,
) -> Result<(), LedgerError> {
    let Some(mut shift) = shifts::by_id(folder, shift_id)? else {
        return Ok(());
    };
    // A closed shift does not change: no sale has to wait while it is folded. An open one is
    // folded in the queue of the writers.
    if shift.closed_position.is_some() {
        totals::complete(folder, &mut shift)?;
    }
    shared.fold(folder, |connection| {
        let is_current = shifts::by_id(connection, shift_id)?.is_none_or(|now| now.is_current);
        if is_current {
            return Ok(());
        }
        totals::complete(connection, &mut shift)?;
        if let Some(closing) = &shift.row.closing {
            shifts::set_report(connection, shift_id, &closing.report)?;
        }
        shifts::set_totals(connection, shift_id, &shift.row.totals)
    })
}

fn refresh_day(
    shared: &Shared,
    folder: &mut Connection,
    day: NaiveDate,
) -> Result<(), LedgerError> {
    // Only the holder of this connection folds days: nothing changes between the two steps.
    let cursor = fold_cursor::read(folder)?;
    let Some(totals) = totals::of_day(folder, day, cursor)? else {
        return Ok(());
    };
    shared.fold(folder, |connection| {
        daily_totals::put(connection, day, &totals)
    })
}
