//! The print queue: open jobs, and the last finished ones.

use domain::Code;
use rusqlite::{Connection, OptionalExtension, Params, Row};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

/// The number of finished jobs that are kept for viewing.
const KEPT: i64 = 100;

/// The paper that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintSubject {
    /// The receipt of a transaction.
    Receipt,
    /// A copy of a receipt.
    Copy,
    /// The report of a shift.
    ShiftReport,
    /// A test slip.
    Test,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintState {
    /// Waits for its turn.
    Queued,
    /// Bytes are on their way to the printer.
    Printing,
    /// The printer accepted all bytes.
    Printed,
    /// The printer certainly printed nothing, so the job is tried again.
    Failed,
    /// The program ended, or the printer failed, in the middle: paper may have come out, so a
    /// person decides.
    Interrupted,
    /// A person gave it up.
    Discarded,
}

/// A job to insert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPrintJob {
    pub what: PrintSubject,
    /// The name on the screen, such as the receipt number.
    pub label: String,
    /// The transaction or shift.
    pub subject_id: Option<Uuid>,
    /// Which copy of a receipt, 1 for the first.
    pub copy: Option<u32>,
    /// The data of a test slip, as JSON.
    pub payload: Option<String>,
}

/// A job of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// Number of the job in this ledger.
    pub job_id: i64,
    pub job: NewPrintJob,
    /// How far it is.
    pub state: PrintState,
    /// Attempts so far.
    pub attempts: u32,
    /// Why the last attempt failed: a code of the printing crate.
    pub error_code: Option<String>,
    /// When it was inserted, milliseconds since 1970-01-01 UTC.
    pub created_at_ms: i64,
}

const COLUMNS: &str = "job_id, what, label, subject_id, copy, payload, state, attempts, \
     error_code, created_at_ms";

pub(crate) fn insert(
    connection: &Connection,
    job: &NewPrintJob,
    created_at_ms: i64,
) -> Result<i64, LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO print_jobs (what, label, subject_id, copy, payload, state, created_at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6)",
        )?
        .execute((
            job.what.as_str(),
            &job.label,
            job.subject_id,
            job.copy,
            &job.payload,
            created_at_ms,
        ))?;
    Ok(connection.last_insert_rowid())
}

/// All jobs, the oldest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<PrintJob>, LedgerError> {
    let sql = format!("SELECT {COLUMNS} FROM print_jobs ORDER BY job_id");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn by_id(connection: &Connection, job_id: i64) -> Result<Option<PrintJob>, LedgerError> {
    let sql = format!("SELECT {COLUMNS} FROM print_jobs WHERE job_id = ?1");
    one(connection, &sql, [job_id])
}

/// The newest job that prints this subject.
pub(crate) fn newest_of(
    connection: &Connection,
    subject_id: Uuid,
) -> Result<Option<PrintJob>, LedgerError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM print_jobs WHERE subject_id = ?1 ORDER BY job_id DESC LIMIT 1"
    );
    one(connection, &sql, [subject_id])
}

/// Marks the oldest queued or failed job as printing, and returns it.
pub(crate) fn take_next(connection: &Connection) -> Result<Option<PrintJob>, LedgerError> {
    let sql = format!(
        "UPDATE print_jobs SET state = 'printing', attempts = attempts + 1
         WHERE job_id = (SELECT min(job_id) FROM print_jobs WHERE state IN ('queued', 'failed'))
         RETURNING {COLUMNS}"
    );
    one(connection, &sql, [])
}

/// Sets the state of an unfinished job; returns whether there is one.
pub(crate) fn set_state(
    connection: &Connection,
    job_id: i64,
    state: PrintState,
    error_code: Option<&str>,
) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "UPDATE print_jobs SET state = ?2, error_code = ?3
             WHERE job_id = ?1 AND state NOT IN ('printed', 'discarded')",
        )?
        .execute((job_id, state.as_str(), error_code))?;
    Ok(changed > 0)
}

/// Marks jobs that were printing as interrupted, and returns how many there were.
pub(crate) fn interrupt(connection: &Connection) -> Result<usize, LedgerError> {
    Ok(connection
        .prepare_cached("UPDATE print_jobs SET state = 'interrupted' WHERE state = 'printing'")?
        .execute([])?)
}

/// Removes old finished jobs, so that the table stays a few pages.
pub(crate) fn prune(connection: &Connection, newest: i64) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "DELETE FROM print_jobs WHERE job_id <= ?1 AND state IN ('printed', 'discarded')",
        )?
        .execute([newest - KEPT])?;
    Ok(())
}

fn one(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Option<PrintJob>, LedgerError> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params, read)
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<PrintJob> {
    Ok(PrintJob {
        job_id: row.get("job_id")?,
        job: NewPrintJob {
            what: value::from_code(row, "what")?,
            label: row.get("label")?,
            subject_id: row.get("subject_id")?,
            copy: row.get("copy")?,
            payload: row.get("payload")?,
        },
        state: value::from_code(row, "state")?,
        attempts: row.get("attempts")?,
        error_code: row.get("error_code")?,
        created_at_ms: row.get("created_at_ms")?,
    })
}

impl Code for PrintSubject {
    const ALL: &'static [Self] = &[Self::Receipt, Self::Copy, Self::ShiftReport, Self::Test];

    fn as_str(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Copy => "copy",
            Self::ShiftReport => "shift_report",
            Self::Test => "test",
        }
    }
}

impl Code for PrintState {
    const ALL: &'static [Self] = &[
        Self::Queued,
        Self::Printing,
        Self::Printed,
        Self::Failed,
        Self::Interrupted,
        Self::Discarded,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Printing => "printing",
            Self::Printed => "printed",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::Discarded => "discarded",
        }
    }
}
