//! Shifts and what is in their drawers.

use domain::{
    entry::{
        EntryBody,
        body::{ShiftClosed, ShiftOpened},
    },
    shift_totals::ShiftTotals,
};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::{
    entry_row::StoredEntry,
    error::{LedgerError, Subject},
    sql_value,
};

pub(crate) const LAST_SHIFT: &str = "SELECT shift_id, closed_position FROM shifts \
     WHERE shift_no = (SELECT max(shift_no) FROM shifts)";

pub(crate) const SHIFT_TOTALS: &str = "SELECT shift_no, totals FROM shifts WHERE shift_id = ?1";

/// The shift that is open: at most one is, and always the last.
pub(crate) fn open_shift_id(connection: &Connection) -> Result<Option<Uuid>, LedgerError> {
    let last: Option<(Uuid, Option<i64>)> = connection
        .prepare_cached(LAST_SHIFT)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(match last {
        Some((shift_id, None)) => Some(shift_id),
        _ => None,
    })
}

pub(super) fn shift_opened(
    connection: &Connection,
    stored: &StoredEntry,
    body: &ShiftOpened,
) -> Result<(), LedgerError> {
    let mut totals = ShiftTotals::default();
    totals
        .apply(&EntryBody::ShiftOpened(body.clone()))
        .map_err(LedgerError::Shift)?;
    connection
        .prepare_cached(
            "INSERT INTO shifts (shift_no, shift_id, opened_position, opened_by, opened_at_ms,
                 utc_offset_minutes, business_date, float_cents, totals)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            sql_value::signed(body.number),
            body.shift_id,
            stored.position,
            body.user_id,
            stored.entry.header.recorded_at_ms,
            stored.entry.header.clock.utc_offset_minutes,
            body.business_date.to_string(),
            body.float_cents.value(),
            serde_json::to_string(&totals)?,
        ))?;
    Ok(())
}

/// Adds an entry's postings and counts to its shift.
pub(super) fn tally(
    connection: &Connection,
    shift_id: Uuid,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let kept: Option<(i64, String)> = connection
        .prepare_cached(SHIFT_TOTALS)?
        .query_row([shift_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (number, json) = kept.ok_or(LedgerError::NotFound {
        what: Subject::Shift,
        id: shift_id,
    })?;
    let mut totals: ShiftTotals = serde_json::from_str(&json)?;
    totals.apply(body).map_err(LedgerError::Shift)?;
    connection
        .prepare_cached("UPDATE shifts SET totals = ?2 WHERE shift_no = ?1")?
        .execute((number, serde_json::to_string(&totals)?))?;
    Ok(())
}

pub(super) fn shift_closed(
    connection: &Connection,
    stored: &StoredEntry,
    body: &ShiftClosed,
) -> Result<(), LedgerError> {
    tally(
        connection,
        body.shift_id,
        &EntryBody::ShiftClosed(Box::new(body.clone())),
    )?;
    connection
        .prepare_cached(
            "UPDATE shifts SET closed_position = ?2, closed_by = ?3, closed_at_ms = ?4,
                 counted_cents = ?5, expected_cents = ?6, difference_cents = ?7, report = ?8
             WHERE shift_id = ?1",
        )?
        .execute((
            body.shift_id,
            stored.position,
            body.user_id,
            stored.entry.header.recorded_at_ms,
            body.counted_cents.value(),
            body.expected_cents.value(),
            body.difference_cents.value(),
            serde_json::to_string(&body.report)?,
        ))?;
    Ok(())
}
