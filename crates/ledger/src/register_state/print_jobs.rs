//! What waits for the printer. A receipt's job is inserted in the commit of its sale, so that no
//! crash can separate them.

use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use crate::{
    commit::{Commit, Now},
    error::LedgerError,
    open::Ledger,
};

/// Finished jobs that are kept to be looked at.
const KEPT: i64 = 100;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintSubject {
    /// The receipt of a transaction.
    Receipt,
    /// A copy of it.
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
    /// The printer took everything.
    Printed,
    /// Surely nothing came out; it is tried again.
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
    /// What is printed.
    pub what: PrintSubject,
    /// What a person calls it, such as the receipt number.
    pub label: String,
    /// The transaction or shift.
    pub subject_id: Option<Uuid>,
    /// Which copy of a receipt, 1 for the first.
    pub copy: Option<u32>,
    /// What a test slip needs, as JSON.
    pub payload: Option<String>,
}

/// A job of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// Number of the job in this ledger.
    pub job_id: i64,
    /// What is printed.
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

impl Commit<'_> {
    /// Puts a job into the queue, and returns its number.
    pub fn print_job_insert(&mut self, job: &NewPrintJob, now: Now) -> Result<i64, LedgerError> {
        self.connection
            .prepare_cached(
                "INSERT INTO print_jobs
                     (what, label, subject_id, copy, payload, state, created_at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6)",
            )?
            .execute((
                job.what.code(),
                &job.label,
                job.subject_id,
                job.copy,
                &job.payload,
                now.recorded_at_ms,
            ))?;
        Ok(self.connection.last_insert_rowid())
    }
}

impl Ledger {
    /// Open jobs and the last finished ones, the oldest first.
    pub fn print_jobs(&self) -> Result<Vec<PrintJob>, LedgerError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM print_jobs ORDER BY job_id");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One job.
    pub fn print_job(&self, job_id: i64) -> Result<Option<PrintJob>, LedgerError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM print_jobs WHERE job_id = ?1");
            Ok(connection
                .prepare_cached(&sql)?
                .query_row([job_id], read)
                .optional()?)
        })
    }

    /// The newest job that prints this subject.
    pub fn print_job_of(&self, subject_id: Uuid) -> Result<Option<PrintJob>, LedgerError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM print_jobs WHERE subject_id = ?1
                 ORDER BY job_id DESC LIMIT 1"
            );
            Ok(connection
                .prepare_cached(&sql)?
                .query_row([subject_id], read)
                .optional()?)
        })
    }

    /// Takes the oldest queued or failed job and marks it as printing.
    pub fn print_job_take(&self) -> Result<Option<PrintJob>, LedgerError> {
        self.commit(|commit| {
            let sql = format!(
                "UPDATE print_jobs SET state = 'printing', attempts = attempts + 1
                 WHERE job_id = (SELECT min(job_id) FROM print_jobs
                     WHERE state IN ('queued', 'failed'))
                 RETURNING {COLUMNS}"
            );
            Ok(commit
                .connection
                .prepare_cached(&sql)?
                .query_row([], read)
                .optional()?)
        })
    }

    /// Records how an attempt ended, or what a person decided.
    pub fn print_job_set(
        &self,
        job_id: i64,
        state: PrintState,
        error_code: Option<&str>,
    ) -> Result<(), LedgerError> {
        self.commit(|commit| {
            let changed = commit
                .connection
                .prepare_cached(
                    "UPDATE print_jobs SET state = ?2, error_code = ?3
                     WHERE job_id = ?1 AND state NOT IN ('printed', 'discarded')",
                )?
                .execute((job_id, state.code(), error_code))?;
            if changed == 0 {
                return Err(LedgerError::PrintJobState { job_id });
            }
            prune(commit.connection, job_id)
        })
    }

    /// After a restart: what was printing may have come out, so it waits for a person. Returns how
    /// many there were.
    pub fn print_jobs_interrupt(&self) -> Result<usize, LedgerError> {
        self.commit(|commit| {
            Ok(commit
                .connection
                .prepare_cached(
                    "UPDATE print_jobs SET state = 'interrupted' WHERE state = 'printing'",
                )?
                .execute([])?)
        })
    }
}

/// Removes finished jobs that are far behind, so that the table stays a few pages.
fn prune(connection: &Connection, newest: i64) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "DELETE FROM print_jobs WHERE job_id <= ?1 AND state IN ('printed', 'discarded')",
        )?
        .execute([newest - KEPT])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<PrintJob> {
    let what: String = row.get(1)?;
    let state: String = row.get(6)?;
    Ok(PrintJob {
        job_id: row.get(0)?,
        job: NewPrintJob {
            what: PrintSubject::from_code(&what),
            label: row.get(2)?,
            subject_id: row.get(3)?,
            copy: row.get(4)?,
            payload: row.get(5)?,
        },
        state: PrintState::from_code(&state),
        attempts: row.get(7)?,
        error_code: row.get(8)?,
        created_at_ms: row.get(9)?,
    })
}

// The table's CHECKs hold the codes; the last arm of each `from_code` is the last code.

impl PrintSubject {
    fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Copy => "copy",
            Self::ShiftReport => "shift_report",
            Self::Test => "test",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "receipt" => Self::Receipt,
            "copy" => Self::Copy,
            "shift_report" => Self::ShiftReport,
            _ => Self::Test,
        }
    }
}

impl PrintState {
    fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Printing => "printing",
            Self::Printed => "printed",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::Discarded => "discarded",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "queued" => Self::Queued,
            "printing" => Self::Printing,
            "printed" => Self::Printed,
            "failed" => Self::Failed,
            "interrupted" => Self::Interrupted,
            _ => Self::Discarded,
        }
    }
}
