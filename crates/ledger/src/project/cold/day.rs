//! Sums of a business day.

use chrono::NaiveDate;
use domain::{entry::EntryBody, shift_totals::ShiftTotals};
use rusqlite::{Connection, OptionalExtension};

use crate::{error::LedgerError, sql_value};

pub(super) fn tally(
    connection: &Connection,
    business_date: NaiveDate,
    body: &EntryBody,
) -> Result<(), LedgerError> {
    let mut totals = read(connection, business_date)?.unwrap_or_default();
    totals.apply(body).map_err(LedgerError::Shift)?;
    connection
        .prepare_cached(
            "INSERT INTO daily_totals (business_date, totals) VALUES (?1, ?2)
             ON CONFLICT (business_date) DO UPDATE SET totals = excluded.totals",
        )?
        .execute((business_date.to_string(), serde_json::to_string(&totals)?))?;
    Ok(())
}

pub(crate) fn read(
    connection: &Connection,
    business_date: NaiveDate,
) -> Result<Option<ShiftTotals>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT totals FROM daily_totals WHERE business_date = ?1")?
        .query_row([business_date.to_string()], |row| {
            sql_value::from_json(row, 0)
        })
        .optional()?)
}
