//! The running totals of each business day.

use chrono::NaiveDate;
use domain::shift_totals::{SHAPE_VERSION, ShiftTotals};
use rusqlite::{Connection, OptionalExtension};

use super::stored_totals::{self, StoredTotals};
use crate::error::LedgerError;
use crate::sqlite::value;

pub(crate) fn read(
    connection: &Connection,
    business_date: NaiveDate,
) -> Result<Option<StoredTotals>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT totals, totals_shape FROM daily_totals WHERE business_date = ?1")?
        .query_row([business_date.to_string()], stored_totals::read)
        .optional()?)
}

pub(crate) fn put(
    connection: &Connection,
    business_date: NaiveDate,
    totals: &ShiftTotals,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO daily_totals (business_date, totals, totals_shape) VALUES (?1, ?2, ?3)
             ON CONFLICT (business_date) DO UPDATE SET totals = excluded.totals,
                 totals_shape = excluded.totals_shape",
        )?
        .execute((
            business_date.to_string(),
            serde_json::to_string(totals)?,
            SHAPE_VERSION,
        ))?;
    Ok(())
}

/// The last days that have totals, the newest first.
pub(crate) fn newest_days(
    connection: &Connection,
    limit: u32,
) -> Result<Vec<NaiveDate>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT business_date FROM daily_totals ORDER BY business_date DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| value::date(row, "business_date"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The days whose totals must be folded again.
pub(crate) fn stale_days(connection: &Connection) -> Result<Vec<NaiveDate>, LedgerError> {
    let mut statement =
        connection.prepare("SELECT business_date, totals, totals_shape FROM daily_totals")?;
    let rows = statement.query_map([], |row| {
        Ok((
            value::date(row, "business_date")?,
            stored_totals::read(row)?,
        ))
    })?;
    let mut stale = Vec::new();
    for row in rows {
        let (day, totals) = row?;
        if totals == StoredTotals::Stale {
            stale.push(day);
        }
    }
    Ok(stale)
}
