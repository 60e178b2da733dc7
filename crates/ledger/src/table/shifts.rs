//! Shifts, with their running totals.

use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::entry::kinds::{ShiftClosed, ShiftOpened};
use domain::money::Cents;
use domain::shift::ShiftReport;
use domain::shift_totals::{SHAPE_VERSION, ShiftTotals};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::entries::StoredEntry;
use super::stored_totals::{self, StoredTotals};
use crate::error::LedgerError;
use crate::sqlite::value;

/// A shift, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftRow {
    /// Shifts of this register, counted from 1.
    pub number: u64,
    pub shift_id: Uuid,
    pub opened_by: Uuid,
    /// When, milliseconds since 1970-01-01 UTC.
    pub opened_at_ms: i64,
    /// Local time minus UTC when it was opened, in minutes.
    pub utc_offset_minutes: i16,
    /// The business day that it is counted to.
    pub business_date: NaiveDate,
    /// The cash in the drawer at the start.
    pub float_cents: Cents,
    /// Sums of its entries so far.
    pub totals: ShiftTotals,
    /// How it was closed; `None` while it is open.
    pub closing: Option<ShiftClosing>,
}

/// How a shift was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftClosing {
    pub closed_by: Uuid,
    /// When, milliseconds since 1970-01-01 UTC.
    pub closed_at_ms: i64,
    /// The cash that was counted in the drawer.
    pub counted_cents: Cents,
    /// The cash that should have been in it.
    pub expected_cents: Cents,
    /// Counted minus expected.
    pub difference_cents: Cents,
    /// The note about it.
    pub note: String,
    /// The person who approved the difference, if it needed approval.
    pub approved_by: Option<Uuid>,
    /// The report that was signed into the log.
    pub report: ShiftReport,
}

/// A shift as it is stored.
pub(crate) struct StoredShift {
    pub(crate) row: ShiftRow,
    /// Whether the totals and the report in `row` are of the current shape. If not, they are empty.
    pub(crate) is_current: bool,
    pub(crate) opened_position: i64,
    pub(crate) closed_position: Option<i64>,
}

/// The running totals of a shift, and where its entries begin.
pub(crate) struct RunningShift {
    pub(crate) opened_position: i64,
    pub(crate) totals: StoredTotals,
}

const COLUMNS: &str = "shift_no, shift_id, opened_position, opened_by, opened_at_ms, \
     utc_offset_minutes, business_date, float_cents, totals, totals_shape, closed_position, \
     closed_by, closed_at_ms, counted_cents, expected_cents, difference_cents, report, closing_note, \
     close_approved_by";

pub(crate) static LAST: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM shifts WHERE shift_no = (SELECT max(shift_no) FROM shifts)")
});

pub(crate) static PAGE: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM shifts WHERE shift_no < ?1 ORDER BY shift_no DESC LIMIT ?2")
});

pub(crate) const LAST_ID: &str = "SELECT shift_id, closed_position FROM shifts \
     WHERE shift_no = (SELECT max(shift_no) FROM shifts)";

pub(crate) const RUNNING: &str =
    "SELECT opened_position, totals, totals_shape FROM shifts WHERE shift_id = ?1";

pub(crate) fn insert(
    connection: &Connection,
    stored: &StoredEntry,
    body: &ShiftOpened,
    totals: &ShiftTotals,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO shifts (shift_no, shift_id, opened_position, opened_by, opened_at_ms,
                 utc_offset_minutes, business_date, float_cents, totals, totals_shape)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            value::signed(body.number),
            body.shift_id,
            stored.position,
            body.user_id,
            stored.entry.header.recorded_at_ms,
            stored.entry.header.clock.utc_offset_minutes,
            body.business_date.to_string(),
            body.float_cents.value(),
            serde_json::to_string(totals)?,
            SHAPE_VERSION,
        ))?;
    Ok(())
}

/// The id of the open shift. At most one is open, and it is always the last.
pub(crate) fn open_id(connection: &Connection) -> Result<Option<Uuid>, LedgerError> {
    let last: Option<(Uuid, Option<i64>)> = connection
        .prepare_cached(LAST_ID)?
        .query_row([], |row| {
            Ok((row.get("shift_id")?, row.get("closed_position")?))
        })
        .optional()?;
    Ok(match last {
        Some((shift_id, None)) => Some(shift_id),
        _ => None,
    })
}

pub(crate) fn running(
    connection: &Connection,
    shift_id: Uuid,
) -> Result<Option<RunningShift>, LedgerError> {
    Ok(connection
        .prepare_cached(RUNNING)?
        .query_row([shift_id], |row| {
            Ok(RunningShift {
                opened_position: row.get("opened_position")?,
                totals: stored_totals::read(row)?,
            })
        })
        .optional()?)
}

pub(crate) fn set_totals(
    connection: &Connection,
    shift_id: Uuid,
    totals: &ShiftTotals,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached("UPDATE shifts SET totals = ?2, totals_shape = ?3 WHERE shift_id = ?1")?
        .execute((shift_id, serde_json::to_string(totals)?, SHAPE_VERSION))?;
    Ok(())
}

/// Writes a report that was read from the log again.
pub(crate) fn set_report(
    connection: &Connection,
    shift_id: Uuid,
    report: &ShiftReport,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached("UPDATE shifts SET report = ?2 WHERE shift_id = ?1")?
        .execute((shift_id, serde_json::to_string(report)?))?;
    Ok(())
}

pub(crate) fn close(
    connection: &Connection,
    stored: &StoredEntry,
    body: &ShiftClosed,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE shifts SET closed_position = ?2, closed_by = ?3, closed_at_ms = ?4,
                 counted_cents = ?5, expected_cents = ?6, difference_cents = ?7, report = ?8,
                 closing_note = ?9, close_approved_by = ?10
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
            &body.note,
            body.approval.map(|approval| approval.user_id),
        ))?;
    Ok(())
}

/// The last shift, open or closed.
pub(crate) fn last(connection: &Connection) -> Result<Option<StoredShift>, LedgerError> {
    Ok(connection
        .prepare_cached(&LAST)?
        .query_row([], read)
        .optional()?)
}

/// One shift.
pub(crate) fn by_id(
    connection: &Connection,
    shift_id: Uuid,
) -> Result<Option<StoredShift>, LedgerError> {
    let sql = format!("SELECT {COLUMNS} FROM shifts WHERE shift_id = ?1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([shift_id], read)
        .optional()?)
}

/// The last shifts before this number, the newest first.
pub(crate) fn page(
    connection: &Connection,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<StoredShift>, LedgerError> {
    let before = before.map_or(i64::MAX, value::signed);
    let mut statement = connection.prepare_cached(&PAGE)?;
    let shifts = statement.query_map((before, limit), read)?;
    Ok(shifts.collect::<rusqlite::Result<_>>()?)
}

/// The shifts whose totals must be folded again, the oldest first.
pub(crate) fn stale_ids(connection: &Connection) -> Result<Vec<Uuid>, LedgerError> {
    let mut statement =
        connection.prepare(&format!("SELECT {COLUMNS} FROM shifts ORDER BY shift_no"))?;
    let mut stale = Vec::new();
    for shift in statement.query_map([], read)? {
        let shift = shift?;
        if !shift.is_current {
            stale.push(shift.row.shift_id);
        }
    }
    Ok(stale)
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredShift> {
    let (closing, has_report) = read_closing(row)?;
    let totals = match stored_totals::read(row)? {
        StoredTotals::Current(totals) => Some(*totals),
        StoredTotals::Stale => None,
    };
    Ok(StoredShift {
        is_current: totals.is_some() && has_report,
        opened_position: row.get("opened_position")?,
        closed_position: row.get("closed_position")?,
        row: ShiftRow {
            number: value::unsigned(row, "shift_no")?,
            shift_id: row.get("shift_id")?,
            opened_by: row.get("opened_by")?,
            opened_at_ms: row.get("opened_at_ms")?,
            utc_offset_minutes: row.get("utc_offset_minutes")?,
            business_date: value::date(row, "business_date")?,
            float_cents: value::cents(row, "float_cents")?,
            totals: totals.unwrap_or_default(),
            closing,
        },
    })
}

/// How the shift was closed, and whether its report could be read if there must be one.
fn read_closing(row: &Row<'_>) -> rusqlite::Result<(Option<ShiftClosing>, bool)> {
    let Some(closed_by) = row.get::<_, Option<Uuid>>("closed_by")? else {
        return Ok((None, true));
    };
    let report = value::from_json(row, "report").ok();
    let has_report = report.is_some();
    let closing = ShiftClosing {
        closed_by,
        closed_at_ms: row.get("closed_at_ms")?,
        counted_cents: value::cents(row, "counted_cents")?,
        expected_cents: value::cents(row, "expected_cents")?,
        difference_cents: value::cents(row, "difference_cents")?,
        note: row
            .get::<_, Option<String>>("closing_note")?
            .unwrap_or_default(),
        approved_by: row.get("close_approved_by")?,
        report: report.unwrap_or_default(),
    };
    Ok((Some(closing), has_report))
}
