//! The print queue as people see it.

use domain::user::Permission;
use ledger::{PrintJob, PrintState, PrintSubject};

use crate::error::{AppError, ErrorCode};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{PrintJobState, PrintJobView, PrintedDocument, QueueView};

impl Register {
    /// What waits for the printer, and the last that were printed, the newest first.
    pub fn print_queue(&self) -> Result<Vec<PrintJobView>, AppError> {
        let shop = self.shop()?;
        self.actor(&shop)?;
        let jobs = shop.ledger.print_jobs()?;
        Ok(jobs.iter().rev().map(job_view).collect())
    }

    /// Puts a failed or interrupted job at its place in the queue again, and tries at once.
    pub fn print_retry(&self, job_id: i64) -> Result<Vec<PrintJobView>, AppError> {
        self.decide(job_id, PrintState::Queued)
    }

    /// Gives a job up.
    pub fn print_discard(&self, job_id: i64) -> Result<Vec<PrintJobView>, AppError> {
        self.decide(job_id, PrintState::Discarded)
    }

    fn decide(&self, job_id: i64, state: PrintState) -> Result<Vec<PrintJobView>, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::Sell)?;
        let job = shop
            .ledger
            .print_job(job_id)?
            .ok_or(AppError::NotFound { what: "print job" })?;
        if matches!(
            job.state,
            PrintState::Printed | PrintState::Discarded | PrintState::Printing
        ) {
            return self.print_queue();
        }
        shop.ledger.print_job_set(job_id, state, None)?;
        shop.ring_printer();
        self.tell(RegisterEvent::PrintQueueChanged);
        self.print_queue()
    }
}

impl Shop {
    pub(crate) fn queue_view(&self) -> Result<QueueView, AppError> {
        let mut view = QueueView::default();
        for job in self.ledger.print_jobs()? {
            match job.state {
                PrintState::Queued | PrintState::Printing => view.waiting += 1,
                PrintState::Failed | PrintState::Interrupted => {
                    view.failed += 1;
                    view.last_error_code = Some(error_code(&job));
                }
                PrintState::Printed | PrintState::Discarded => {}
            }
        }
        Ok(view)
    }
}

fn error_code(job: &PrintJob) -> ErrorCode {
    match job.error_code.as_deref() {
        Some("internal") => ErrorCode::Internal,
        Some("printer_interrupted") => ErrorCode::PrinterInterrupted,
        // The program ended while it was printing.
        None if job.state == PrintState::Interrupted => ErrorCode::PrinterInterrupted,
        _ => ErrorCode::PrinterUnreachable,
    }
}

pub(crate) fn job_view(job: &PrintJob) -> PrintJobView {
    let failed = matches!(job.state, PrintState::Failed | PrintState::Interrupted);
    PrintJobView {
        job_id: job.job_id,
        what: match job.job.what {
            PrintSubject::Receipt => PrintedDocument::Receipt,
            PrintSubject::Copy => PrintedDocument::Copy,
            PrintSubject::ShiftReport => PrintedDocument::ShiftReport,
            PrintSubject::Test => PrintedDocument::Test,
        },
        label: job.job.label.clone(),
        state: match job.state {
            PrintState::Queued => PrintJobState::Queued,
            PrintState::Printing => PrintJobState::Printing,
            PrintState::Printed => PrintJobState::Printed,
            PrintState::Failed => PrintJobState::Failed,
            PrintState::Interrupted => PrintJobState::Interrupted,
            PrintState::Discarded => PrintJobState::Discarded,
        },
        attempts: job.attempts,
        error_code: failed.then(|| error_code(job)),
        created_at_ms: job.created_at_ms,
    }
}
