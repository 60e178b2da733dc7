//! Shifts and their sums.

use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::{money::Cents, shift::ShiftReport, shift_totals::ShiftTotals};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use crate::{commit::Commit, error::LedgerError, open::Ledger, sql_value};

/// A shift, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftRow {
    /// Shifts of this register, counted from 1.
    pub number: u64,
    /// The shift.
    pub shift_id: Uuid,
    /// Who opened it.
    pub opened_by: Uuid,
    /// When, milliseconds since 1970-01-01 UTC.
    pub opened_at_ms: i64,
    /// Local time minus UTC when it was opened, in minutes.
    pub utc_offset_minutes: i16,
    /// The day it is counted to.
    pub business_date: NaiveDate,
    /// What was in the drawer at the start.
    pub float_cents: Cents,
    /// Sums of its entries so far.
    pub totals: ShiftTotals,
    /// How it ended; nothing while it is open.
    pub closing: Option<ShiftClosing>,
}

/// How a shift ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftClosing {
    /// Who closed it.
    pub closed_by: Uuid,
    /// When, milliseconds since 1970-01-01 UTC.
    pub closed_at_ms: i64,
    /// What was in the drawer.
    pub counted_cents: Cents,
    /// What should have been in it.
    pub expected_cents: Cents,
    /// Counted less expected.
    pub difference_cents: Cents,
    /// The report as it stands in the log.
    pub report: ShiftReport,
}

const COLUMNS: &str = "shift_no, shift_id, opened_by, opened_at_ms, utc_offset_minutes, \
     business_date, float_cents, totals, closed_by, closed_at_ms, counted_cents, expected_cents, \
     difference_cents, report";

pub(crate) static LAST: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {COLUMNS} FROM shifts WHERE shift_no = (SELECT max(shift_no) FROM shifts)")
});

impl Ledger {
    /// The shift that is open.
    pub fn shift_open(&self) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(open)
    }

    /// The last shift, open or closed.
    pub fn shift_last(&self) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(last)
    }

    /// One shift.
    pub fn shift(&self, shift_id: Uuid) -> Result<Option<ShiftRow>, LedgerError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM shifts WHERE shift_id = ?1");
            Ok(connection
                .prepare_cached(&sql)?
                .query_row([shift_id], read)
                .optional()?)
        })
    }
}

impl Commit<'_> {
    /// See [`Ledger::shift_open`]; sees what this commit wrote.
    pub fn shift_open(&self) -> Result<Option<ShiftRow>, LedgerError> {
        open(self.connection)
    }

    /// The number that the next shift gets.
    pub fn next_shift_number(&self) -> Result<u64, LedgerError> {
        Ok(last(self.connection)?.map_or(1, |shift| shift.number + 1))
    }
}

fn open(connection: &Connection) -> Result<Option<ShiftRow>, LedgerError> {
    Ok(last(connection)?.filter(|shift| shift.closing.is_none()))
}

fn last(connection: &Connection) -> Result<Option<ShiftRow>, LedgerError> {
    Ok(connection
        .prepare_cached(&LAST)?
        .query_row([], read)
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ShiftRow> {
    let closing = match row.get::<_, Option<Uuid>>(8)? {
        None => None,
        Some(closed_by) => Some(ShiftClosing {
            closed_by,
            closed_at_ms: row.get(9)?,
            counted_cents: sql_value::cents(row, 10)?,
            expected_cents: sql_value::cents(row, 11)?,
            difference_cents: sql_value::cents(row, 12)?,
            report: sql_value::from_json(row, 13)?,
        }),
    };
    Ok(ShiftRow {
        number: sql_value::unsigned(row, 0)?,
        shift_id: row.get(1)?,
        opened_by: row.get(2)?,
        opened_at_ms: row.get(3)?,
        utc_offset_minutes: row.get(4)?,
        business_date: sql_value::date(row, 5)?,
        float_cents: sql_value::cents(row, 6)?,
        totals: sql_value::from_json(row, 7)?,
        closing,
    })
}
