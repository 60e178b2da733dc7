//! The print queue. A receipt's job is inserted in the commit of its sale, so that no crash can
//! separate them.

use uuid::Uuid;

use crate::commit::{Commit, Now};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::print_jobs::{self, NewPrintJob, PrintJob, PrintState};

impl Commit<'_> {
    /// Puts a job into the queue, and returns its number.
    pub fn print_job_insert(&mut self, job: &NewPrintJob, now: Now) -> Result<i64, LedgerError> {
        print_jobs::insert(self.connection, job, now.recorded_at_ms)
    }
}

impl Ledger {
    /// Open jobs and the last finished ones, the oldest first.
    pub fn print_jobs(&self) -> Result<Vec<PrintJob>, LedgerError> {
        self.read(print_jobs::all)
    }

    /// The job with this id; finished ones are removed after a while.
    pub fn print_job(&self, job_id: i64) -> Result<Option<PrintJob>, LedgerError> {
        self.read(|connection| print_jobs::by_id(connection, job_id))
    }

    /// The newest job that prints this subject.
    pub fn print_job_of(&self, subject_id: Uuid) -> Result<Option<PrintJob>, LedgerError> {
        self.read_warm(|connection| print_jobs::newest_of(connection, subject_id))
    }

    /// Takes the oldest queued or failed job and marks it as printing.
    pub fn print_job_take(&self) -> Result<Option<PrintJob>, LedgerError> {
        self.commit(|commit| print_jobs::take_next(commit.connection))
    }

    /// Records how an attempt ended, or what a person decided.
    pub fn print_job_set(
        &self,
        job_id: i64,
        state: PrintState,
        error_code: Option<&str>,
    ) -> Result<(), LedgerError> {
        self.commit(|commit| {
            if !print_jobs::set_state(commit.connection, job_id, state, error_code)? {
                return Err(LedgerError::PrintJobState { job_id });
            }
            print_jobs::prune(commit.connection, job_id)
        })
    }

    /// Marks jobs that were printing before a restart. They may have been printed, so they wait for
    /// a person. Returns how many there were.
    pub fn print_jobs_interrupt(&self) -> Result<usize, LedgerError> {
        self.commit(|commit| print_jobs::interrupt(commit.connection))
    }
}
