//! The print queue as the printer's thread sees it. Jobs are rendered when they are printed.

use std::sync::Arc;

use ledger::{Ledger, PrintJob, PrintState, PrintSubject};
use peripherals::escpos::{drawer_kick, render};
use peripherals::{Job, JobSource, PrintOutcome};

use super::document::{ReceiptHead, receipt_lines, shift_lines};
use super::target::{ATTEMPT_LIMIT, profile, transport};
use super::test_slip::test_lines;
use crate::error::AppError;
use crate::events::{Events, RegisterEvent};
use crate::shop::Preferences;
use crate::view::PrinterInput;

/// A receipt of a later attempt does not open the drawer: its customer has gone.
const KICK_ATTEMPTS: u32 = 1;

/// The ledger's print jobs.
pub(crate) struct Queue {
    ledger: Arc<Ledger>,
    events: Arc<Events>,
}

impl Queue {
    pub(crate) fn new(ledger: Arc<Ledger>, events: Arc<Events>) -> Self {
        Self { ledger, events }
    }

    fn document(&self, job: &PrintJob, printer: &PrinterInput) -> Result<Vec<u8>, AppError> {
        let columns = u16::try_from(printer.columns).unwrap_or(32);
        let subject = job.job.subject_id.ok_or(AppError::NotFound {
            what: "print subject",
        });
        let mut kick = false;
        let lines = match job.job.what {
            PrintSubject::Receipt | PrintSubject::Copy => {
                let transaction = self.ledger.transaction(subject?)?;
                let transaction = transaction.ok_or(AppError::NotFound {
                    what: "transaction",
                })?;
                kick = job.job.what == PrintSubject::Receipt
                    && printer.kick_drawer
                    && job.attempts <= KICK_ATTEMPTS
                    && transaction.body.moves_cash();
                let head = ReceiptHead::read(&self.ledger, &transaction)?;
                receipt_lines(&transaction, &head, job.job.copy, columns)?
            }
            PrintSubject::ShiftReport => shift_lines(&self.ledger, subject?, columns)?,
            PrintSubject::Test => test_lines(&self.ledger, columns)?,
        };
        let profile = profile(printer);
        let mut bytes = if kick {
            drawer_kick(profile.drawer_pin)
        } else {
            Vec::new()
        };
        bytes.extend(render(&lines, &profile));
        Ok(bytes)
    }
}

impl JobSource for Queue {
    type Error = AppError;

    fn take(&self) -> Result<Option<Job>, AppError> {
        let Some(job) = self.ledger.print_job_take()? else {
            return Ok(None);
        };
        self.events.tell(RegisterEvent::PrintQueueChanged);
        let printer = Preferences::read(&self.ledger)?.printer_input();
        match self.document(&job, &printer) {
            Ok(document) => Ok(Some(Job {
                job_id: job.job_id,
                document,
                transport: transport(&printer),
                limit: ATTEMPT_LIMIT,
            })),
            Err(error) => {
                // A document that cannot be rendered must not hold up the ones after it.
                log::error!("print job {} cannot be made: {error}", job.job_id);
                let state = PrintState::Interrupted;
                self.ledger
                    .print_job_set(job.job_id, state, Some("internal"))?;
                self.take()
            }
        }
    }

    fn finish(&self, job_id: i64, outcome: PrintOutcome) -> Result<(), AppError> {
        let (state, code) = match &outcome {
            PrintOutcome::Printed => (PrintState::Printed, None),
            PrintOutcome::NotPrinted(error) => (PrintState::Failed, Some(error.code())),
            PrintOutcome::MayHavePrinted(error) => (PrintState::Interrupted, Some(error.code())),
        };
        self.ledger.print_job_set(job_id, state, code)?;
        self.events.tell(RegisterEvent::PrintQueueChanged);
        Ok(())
    }
}
